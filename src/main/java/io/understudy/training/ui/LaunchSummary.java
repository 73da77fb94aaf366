package io.understudy.training.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.billing.CostEstimate;
import io.understudy.billing.Dollars;
import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.AdviceText;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.GuideCount;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.DatasetTargets;
import io.understudy.training.backends.BackendChoice;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

class LaunchSummary extends Div {
    private final Checkbox fewer = new Checkbox("Train on fewer pictures than the guide asks for");
    private final Paragraph countWords = new Paragraph();
    private final Paragraph repeats = new Paragraph();
    private final Anchor notCounted;
    private final AdviceText advice = new AdviceText();
    private final Span time = Styled.span("estimate");
    private final Span cost = Styled.span("estimate");
    private final boolean launchable;

    LaunchSummary(CharacterSummary character, GuideCount count) {
        addClassName("list-content");
        launchable = character.likenessBasis() != null && count.pictures() > 0;
        notCounted = new Anchor(
                DatasetRoutes.filtered(character.slug(), PictureFilter.NOT_COUNTED), "Show what does not count");
        Div dataset = new Panel("Dataset");
        dataset.add(
                new Paragraph(Formats.plural(count.pictures(), "picture", "pictures")
                        + " will be frozen as they are now, with their captions."),
                countWords,
                repeats,
                notCounted,
                advice,
                fewer,
                new Anchor(DatasetRoutes.of(character.slug()), "View the pictures"));
        add(dataset);
        if (character.likenessBasis() == null) {
            Div missing = new Panel("Likeness basis missing");
            missing.addClassName("run-failure");
            missing.add(
                    new Paragraph("No run can be launched for " + character.name()
                            + " before someone records why the team may use this likeness."),
                    new Anchor(CharacterRoutes.consent(character.slug()), "Record the likeness basis"));
            add(missing);
        }
        Div estimate = new Panel("Time and cost");
        estimate.add(new Div(time), new Div(cost));
        add(estimate);
        show(count);
    }

    final void show(GuideCount count) {
        fewer.setVisible(count.pictures() > 0 && count.counted() < DatasetTargets.MINIMUM_PICTURES);
        countWords.setText(count.words() + ".");
        countWords.setVisible(count.notCounted() > 0);
        notCounted.setVisible(count.notCounted() > 0);
        advice.show(DatasetTargets.onCount(count.counted()));
    }

    /** @param backend that may have no repeats */
    final void showRepeats(EpochCount epoch, BackendChoice backend) {
        boolean leftOut = epoch.isRepeated() && !backend.capabilities().hasRepeats();
        repeats.setVisible(leftOut);
        repeats.setText(
                leftOut
                        ? "Repeats are left out: " + backend.displayName()
                                + " has none and trains on each picture equally often. The dataset has " + epoch.words()
                                + "."
                        : "");
    }

    boolean launchable() {
        return launchable;
    }

    boolean fewerConfirmed() {
        return fewer.getValue();
    }

    /**
     * @param estimate of all runs together; null while a field cannot be read
     * @param runs that the form launches
     */
    void showTime(@Nullable Duration estimate, int runs) {
        time.setText(
                estimate == null
                        ? "No estimate: a field cannot be read. Correct it first."
                        : runs > 1
                                ? "About " + Formats.duration(estimate) + " for " + runs
                                        + " runs, an estimate: less where several run at the same time."
                                : "About " + Formats.duration(estimate) + " once it starts, an estimate.");
    }

    /**
     * @param total what all runs together are expected to cost; null while a field cannot be read
     * @param runs that the form launches
     */
    void showCost(@Nullable CostEstimate total, int runs) {
        cost.setVisible(total != null && !total.free());
        if (total == null) {
            return;
        }
        BigDecimal amount = total.amount();
        String words = amount == null
                ? ""
                : "About " + Dollars.of(amount) + (runs > 1 ? " for all " + runs + " runs. " : ". ");
        cost.setText(words
                + (total.needsRelease()
                        ? total.approvalReason() + (runs > 1 ? "; one decision covers all of them." : ".")
                        : total.share()));
    }
}
