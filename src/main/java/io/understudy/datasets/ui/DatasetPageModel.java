package io.understudy.datasets.ui;

import com.vaadin.flow.component.UI;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.captions.CaptionFilter;
import io.understudy.datasets.captions.text.TagCount;
import io.understudy.datasets.captions.text.TriggerFirst;
import io.understudy.datasets.consensus.ConsensusService;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.datasets.images.edits.PictureEditService;
import io.understudy.datasets.intake.ArrivalService;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.WallQuery;
import io.understudy.datasets.ui.captioning.CaptioningUi;
import io.understudy.platform.outages.Outages;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Notifications;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/** What the panels of a dataset's page have in common: whose it is, what changes it, where its views are. */
@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
class DatasetPageModel {
    private final DatasetService datasets;
    private final MeasureService measuring;
    private final PictureEditService edits;
    private final PictureChoices choices;
    private final ConsensusService consensus;
    private final ArrivalService arrivals;
    private final PictureActions pictures;
    private final PhotoConsentActions consent;
    private final CaptionActions captions;
    private final CaptioningUi captioning;
    private final Outages outages;
    private @Nullable CharacterSummary character;
    private Runnable refresh = () -> {};
    private Runnable refreshCounts = () -> {};
    private Consumer<CaptionFilter> searched = filter -> {};
    private @Nullable DatasetMeasures measures;

    DatasetPageModel(
            DatasetService datasets,
            MeasureService measuring,
            PictureEditService edits,
            PictureChoices choices,
            ConsensusService consensus,
            ArrivalService arrivals,
            PictureActions pictures,
            PhotoConsentActions consent,
            CaptionActions captions,
            CaptioningUi captioning,
            Outages outages) {
        this.datasets = datasets;
        this.measuring = measuring;
        this.edits = edits;
        this.choices = choices;
        this.consensus = consensus;
        this.arrivals = arrivals;
        this.pictures = pictures;
        this.consent = consent;
        this.captions = captions;
        this.captioning = captioning;
        this.outages = outages;
    }

    /**
     * @param refresh shows pictures and counts again
     * @param refreshCounts shows only the counts again: someone is typing
     */
    void open(CharacterSummary character, Runnable refresh, Runnable refreshCounts) {
        this.character = character;
        this.refresh = refresh;
        this.refreshCounts = refreshCounts;
    }

    CharacterSummary character() {
        return Objects.requireNonNull(character, "The page is opened for a character");
    }

    DatasetService datasets() {
        return datasets;
    }

    MeasureService measuring() {
        return measuring;
    }

    PictureEditService edits() {
        return edits;
    }

    PictureChoices choices() {
        return choices;
    }

    ConsensusService consensus() {
        return consensus;
    }

    List<TagCount> tags() {
        return captions.tags(this);
    }

    PictureActions pictures() {
        return pictures;
    }

    PhotoConsentActions consent() {
        return consent;
    }

    CaptionActions captions() {
        return captions;
    }

    CaptioningUi captioning() {
        return captioning;
    }

    Outages outages() {
        return outages;
    }

    DatasetMeasures measures() {
        DatasetMeasures known = measures;
        if (known == null) {
            known = measuring.measuresOf(character().id());
            measures = known;
        }
        return known;
    }

    /** Decides something about what was measured; {@code changed} shows it again. */
    void judge(Runnable decision, Runnable changed) {
        ErrorMessages.guard(() -> {
            decision.run();
            measures = null;
            changed.run();
        });
    }

    void useMeasures(DatasetMeasures read) {
        measures = read;
    }

    /**
     * Says what became of what a person said about pictures. One person alone cannot undo what two agreed on.
     *
     * @param counts whether it counts
     */
    void announce(boolean counts, String words, Runnable back) {
        if (!consensus.isAsked(character().id())) {
            Notifications.undoable(words, () -> change(back));
        } else {
            Notifications.done(counts ? words : "Noted. It counts once a second person says the same.");
        }
    }

    void dismissDamaged() {
        change(() -> arrivals.dismiss(character().id()));
    }

    void putTriggerFirst() {
        captions.apply(this, new TriggerFirst());
    }

    void captionSaved() {
        refreshCounts.run();
    }

    /** @return whether it succeeded; the page is shown again in any case */
    boolean change(Runnable action) {
        boolean done = ErrorMessages.guard(action);
        refresh.run();
        return done;
    }

    void show(PictureFilter filter) {
        show(WallQuery.of(filter), 0);
    }

    void show(WallQuery wall, int page) {
        open(DatasetAddress.of(wall, page));
    }

    void showWall() {
        show(WallQuery.ALL, 0);
    }

    void showCaptions() {
        showCaptions(CaptionFilter.ALL);
    }

    void showCaptions(CaptionFilter filter) {
        showCaptions(filter, 0);
    }

    void showCaptions(CaptionFilter filter, int page) {
        open(DatasetAddress.of(filter, page));
    }

    private void open(DatasetAddress address) {
        UI.getCurrent().navigate(DatasetRoutes.of(character().slug()), address.parameters());
    }

    /** @param shown shows the captions that someone searches for, in place */
    void whenSearched(Consumer<CaptionFilter> shown) {
        searched = shown;
    }

    /** While someone types. */
    void searchCaptions(CaptionFilter filter) {
        searched.accept(filter);
        Navigation.keep(DatasetAddress.of(filter, 0).parameters().getParameters());
    }

    void showSnapshots() {
        UI.getCurrent().navigate(DatasetRoutes.snapshots(character().slug()));
    }
}
