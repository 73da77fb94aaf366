package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.quality.MeasureOverride;
import io.understudy.datasets.quality.MeasureTopic;
import io.understudy.datasets.quality.MeasuredPicture;
import io.understudy.datasets.quality.PictureMeasures;
import io.understudy.datasets.quality.Verdict;
import io.understudy.datasets.quality.vision.BodyShape;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

class MeasuresPanel extends Composite<Div> {
    private final transient DatasetPageModel model;
    private final PictureId picture;
    private final transient Runnable changed;

    MeasuresPanel(DatasetPageModel model, PictureId picture, Runnable changed) {
        this.model = model;
        this.picture = picture;
        this.changed = changed;
        getContent().addClassName("measures");
        model.measures().of(picture).ifPresentOrElse(this::show, this::notYet);
    }

    private void notYet() {
        String problem = model.measures().problems().get(picture);
        Span words = Hint.inline(problem == null ? "Not measured yet." : "Could not be measured. " + problem);
        getContent().add(words, shotSelect(null));
    }

    private void show(MeasuredPicture measured) {
        PictureId reference = model.measures().reference();
        getContent().add(shotSelect(measured), Hint.inline(facts(measured, reference != null)));
        if (model.measuring().comparesIdentities() && measured.measures().face().isPresent()) {
            getContent().add(reference(picture.equals(reference)));
        }
        measured.verdicts().forEach(verdict -> getContent().add(verdict(verdict)));
    }

    private Component reference(boolean chosen) {
        return chosen
                ? Styled.div(
                        "actions",
                        new StateBadge("reference face", BadgeTone.INFO, VaadinIcon.USER_STAR),
                        Buttons.inline(
                                "Compare all faces instead",
                                () -> decide(() -> model.measuring().withdrawReference(picture))))
                : Styled.div(
                        "actions",
                        Buttons.inline(
                                "Use as reference face",
                                () -> decide(() -> model.measuring().chooseReference(picture))));
    }

    private static String facts(MeasuredPicture measured, boolean compared) {
        PictureMeasures own = measured.measures();
        List<String> facts = new ArrayList<>();
        if (own.facesRead()) {
            facts.add(
                    own.faces().isEmpty()
                            ? "no face"
                            : Formats.plural(own.faces().size(), "face", "faces"));
        }
        own.face()
                .ifPresent(face -> facts.add(String.format(
                        Locale.ROOT, "%s (yaw %.0f°, pitch %.0f°)", face.angle().words(), face.yaw(), face.pitch())));
        facts.add(String.format(
                Locale.ROOT,
                "sharpness %.0f%s",
                own.sharpness().value(),
                own.sharpness().ofFace() ? " of the face" : ""));
        facts.add(String.format(
                Locale.ROOT, "brightness %.0f %%", 100 * own.exposure().brightness()));
        if (own.light() != null) {
            facts.add(own.light().words()
                    + (measured.lightGroup() == null ? "" : ", lighting " + (measured.lightGroup() + 1)));
        }
        BodyShape body = own.body();
        if (body != null && body.faceLengths() != null) {
            facts.add(String.format(Locale.ROOT, "%.1f face lengths down to the ankles", body.faceLengths()));
        }
        if (measured.identityDistance() != null) {
            facts.add(String.format(
                    Locale.ROOT,
                    compared ? "distance to the reference face %.2f" : "median distance to the other faces %.2f",
                    measured.identityDistance()));
        }
        return String.join(" · ", facts);
    }

    private Component shotSelect(@Nullable MeasuredPicture measured) {
        Select<ShotType> select = new Select<>();
        select.setLabel("Shot type");
        select.setItems(ShotType.values());
        select.setItemLabelGenerator(ShotType::words);
        if (measured != null) {
            if (measured.shot() != null) {
                select.setValue(measured.shot());
            }
            MeasureOverride corrected = measured.correctedShot();
            ShotType own = measured.measures().shot();
            select.setHelperText(
                    corrected != null
                            ? "Corrected by " + corrected.by()
                                    + (corrected.reason().isEmpty() ? "" : ": " + corrected.reason())
                                    + (own == null ? "" : "; measured: " + own.words())
                            : own == null
                                    ? "Nobody was found; set it yourself"
                                    : "Measured; choose another to correct it");
        }
        select.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                decide(() -> model.measuring().correctShot(List.of(picture), event.getValue(), ""));
            }
        });
        return select;
    }

    private Component verdict(Verdict verdict) {
        Div item = Styled.div("verdict", VerdictBadges.of(verdict), new Span(verdict.words()));
        MeasureOverride overrule = verdict.overrule();
        if (overrule != null) {
            Span who = new Span("Accepted by " + overrule.by() + ": " + overrule.reason());
            item.add(
                    who,
                    Buttons.inline(
                            "Use the measure again",
                            () -> decide(() -> model.measuring().withdraw(picture, verdict.topic()))));
        } else {
            item.add(overruling(verdict.topic()));
        }
        return item;
    }

    private Component overruling(MeasureTopic topic) {
        Div place = Styled.div("actions");
        place.add(Buttons.inline("Accept picture as it is", () -> {
            TextField reason = new TextField();
            reason.setPlaceholder("Why?");
            reason.setAriaLabel("Why the picture is fine");
            reason.setWidthFull();
            DraftKeeper draft = new DraftKeeper("overrule/" + picture.value() + "/" + topic.name(), reason);
            place.removeAll();
            place.add(
                    draft,
                    Buttons.inline(
                            "Save reason",
                            () -> decide(() -> {
                                model.measuring().overrule(picture, topic, reason.getValue());
                                draft.saved();
                            })));
            reason.focus();
        }));
        return place;
    }

    private void decide(Runnable decision) {
        model.judge(decision, changed);
    }
}
