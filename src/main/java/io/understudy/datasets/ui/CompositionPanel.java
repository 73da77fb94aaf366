package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.GuideCount;
import io.understudy.datasets.quality.Composition;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.CompositionTarget;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The guide's composition table, filled by what was measured; each row shows its pictures. Rows stay while their numbers
 * change, so that a click on one is never lost.
 */
class CompositionPanel extends Composite<Div> {
    private final Map<CompositionTarget, Row> rows = new EnumMap<>(CompositionTarget.class);
    private final NativeButton notCounted;
    private final Span notCountedWords = Styled.span("missing");
    private final NativeButton unknown;
    private final Span unknownWords = Styled.span("missing");
    private final Paragraph consistency = note();
    private final Paragraph whyNoFaces = note();
    private final transient DatasetPageModel model;

    CompositionPanel(DatasetPageModel model) {
        this.model = model;
        getContent().addClassNames("panel", "guide-panel");
        notCounted = new NativeButton("", event -> model.show(PictureFilter.NOT_COUNTED));
        notCounted.addClassName("composition-row");
        notCounted.add(notCountedWords);
        notCounted.setVisible(false);
        getContent().add(new H2("Composition"), notCounted);
        for (CompositionTarget target : CompositionTarget.values()) {
            Row row = new Row(model, target);
            rows.put(target, row);
            getContent().add(row);
        }
        unknown = new NativeButton("", event -> model.show(PictureFilter.SHOT_UNKNOWN));
        unknown.addClassName("composition-row");
        unknown.add(unknownWords);
        unknown.setVisible(false);
        Paragraph limits = note();
        limits.setText("Counted by small networks: they know photos, and may find nobody on drawings. They cannot judge"
                + " expression, clothing, or whether a picture is good; lighting is an estimate. Open a picture to correct"
                + " it.");
        limits.setVisible(true);
        getContent().add(unknown, consistency, whyNoFaces, limits);
    }

    void show(DatasetMeasures set) {
        for (Composition.Row row : set.composition().rows()) {
            Row shown = rows.get(row.target());
            if (shown != null) {
                shown.show(row);
            }
        }
        GuideCount count = set.count();
        notCounted.setVisible(count.notCounted() > 0);
        notCountedWords.setText(count.words() + ". Show what does not count");
        int notKnown = set.composition().unknown();
        unknown.setVisible(notKnown > 0);
        unknownWords.setText(
                Formats.plural(notKnown, "picture", "pictures") + " without a known shot type: show and set it");
        Double same = set.consistency();
        say(
                consistency,
                same == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "Same person: %.0f %% of the compared faces are close to the rest of the dataset.",
                                100 * same));
        say(
                whyNoFaces,
                model.measuring()
                        .whyNoFaces()
                        .map(why -> "Faces, angles and light are not measured. " + why)
                        .orElse(""));
    }

    private static void say(Paragraph note, String words) {
        note.setText(words);
        note.setVisible(!words.isEmpty());
    }

    private static Paragraph note() {
        Paragraph note = new Hint("");
        note.setVisible(false);
        return note;
    }

    private static final class Row extends NativeButton {
        private final CompositionTarget target;
        private final Div fill = new Div();
        private final Div bar = new Div(fill);
        private final Span number = Styled.span("number");
        private final Span missing = Styled.span("missing");

        Row(DatasetPageModel model, CompositionTarget target) {
            this.target = target;
            addClassName("composition-row");
            setTitle(target.purpose() + ". Show these pictures.");
            bar.getElement().setAttribute("aria-hidden", "true");
            add(new Span(target.label()), bar, number, missing);
            addClickListener(event -> model.show(PictureFilter.of(target)));
        }

        void show(Composition.Row row) {
            double percent = Math.min(100, 100.0 * row.have() / target.least());
            fill.setWidth(String.format(Locale.ROOT, "%.1f%%", percent));
            bar.setClassName("bar");
            bar.addClassName(percent >= 100 ? "tone-good" : row.have() > 0 ? "tone-warn" : "tone-bad");
            String about = target == CompositionTarget.LIGHTING && row.have() > 0 ? "about " : "";
            number.setText(about + row.have() + " of " + target.least() + "–" + target.most());
            missing.setText(row.missing());
            missing.setVisible(!row.missing().isEmpty());
        }
    }
}
