package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.Exclusion;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.consent.ConsentRoutes;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.images.decoding.PictureFormat;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.KeyList;
import io.understudy.platform.ui.SlowWork;
import io.understudy.platform.ui.Styled;
import java.util.List;

class ViewerSide extends Div {
    ViewerSide(
            DatasetPageModel model,
            PictureSummary picture,
            Runnable toggleUse,
            Runnable crop,
            Runnable remove,
            Runnable backToSource,
            Runnable measured) {
        addClassName("viewer-side");
        Div facts = Styled.div(
                "viewer-facts",
                Hint.inline(picture.width() + " × " + picture.height() + " px · " + Formats.bytes(picture.size())
                        + " · " + PictureFormat.labelOf(picture.mediaType())));
        if (picture.repeats() > 1) {
            facts.add(new Span("An epoch shows it " + Formats.count(picture.repeats()) + " times."));
        }
        if (PictureFormat.PNG.mediaType().equals(picture.mediaType())) {
            facts.add(bits(model, picture));
        }
        Exclusion exclusion = picture.exclusion();
        if (exclusion != null) {
            facts.add(new Span("Not trained on: " + exclusion.words() + "."));
        }
        model.consent().lines(model.character().id(), List.of(picture.id())).stream()
                .findFirst()
                .ifPresent(line -> facts.add(consent(model, line)));
        Div actions = Styled.div("actions");
        if (exclusion != Exclusion.WITHDRAWN) {
            actions.add(
                    new Button(use(picture), event -> toggleUse.run()),
                    new Button("Crop or turn", VaadinIcon.CROP.create(), event -> crop.run()));
        }
        actions.add(new Button("Remove", event -> remove.run()));
        model.edits().origin(picture.id()).ifPresent(origin -> {
            facts.add(new Span(
                    "Made from " + origin.fileName() + ": " + origin.edit().words() + "."));
            if (origin.inSet()) {
                actions.add(Buttons.quiet("Back to the original", event -> backToSource.run()));
            }
        });
        add(facts, new CaptionField(model, picture), new MeasuresPanel(model, picture.id(), measured));
        if (picture.awaitsSecond()) {
            add(new OpenVerdictsPanel(model, picture, measured));
        }
        add(actions, keys());
    }

    /** Filled later: the original is read for it. */
    private static Span bits(DatasetPageModel model, PictureSummary picture) {
        Span words = new Span();
        words.setVisible(false);
        SlowWork.inBackground(
                UI.getCurrent(),
                () -> model.edits().bits(picture.id()),
                bits -> {
                    words.setVisible(bits > PictureFormat.USUAL_BITS);
                    words.setText(
                            "The original has " + bits + " bits per colour channel; it is shown and trained on with "
                                    + PictureFormat.USUAL_BITS + ".");
                },
                () -> {});
        return words;
    }

    private static String use(PictureSummary picture) {
        return picture.included() ? "Leave out" : picture.belowMinimum() ? "Keep anyway" : "Include";
    }

    private static Component consent(DatasetPageModel model, LedgerLine line) {
        LedgerLine.Given given = line.given();
        Anchor ledger = new Anchor(
                ConsentRoutes.of(model.character().slug()),
                switch (line.state()) {
                    case WITHDRAWN -> "Consent withdrawn";
                    case GIVEN -> given == null ? "On record" : given.basis().label() + ", " + given.source();
                    case MISSING -> "No consent on record";
                });
        return new Div(new Span("Consent: "), ledger);
    }

    private static Component keys() {
        KeyList list = new KeyList();
        list.addClassName("viewer-keys");
        list.add("←   →", "previous, next");
        list.add("+   −   0   1", "zoom in, out, whole picture, its own pixels");
        list.add("Shift + arrows", "move the enlarged picture, as dragging does");
        list.add("X", "leave out or include");
        list.add("C", "crop; then arrows move the frame, Shift sizes it, [ and ] turn");
        list.add("B", "hide or show face boxes");
        list.add("Esc", "back");
        return new Details("Keys", list);
    }
}
