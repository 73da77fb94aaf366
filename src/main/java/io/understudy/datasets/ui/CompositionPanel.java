package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.Composition;
import io.understudy.datasets.PictureFilter;
import io.understudy.datasets.SetMeasures;
import io.understudy.guide.CompositionTarget;
import io.understudy.shared.ui.Formats;
import java.util.Locale;

/** The guide's composition table, filled by what was measured; each row shows its pictures. */
class CompositionPanel extends Composite<Div> {
    CompositionPanel(DatasetDesk desk) {
        SetMeasures set = desk.measures();
        getContent().addClassNames("panel", "guide-panel");
        getContent().add(new H2("Composition"));
        set.composition().rows().forEach(row -> getContent().add(row(desk, row)));
        if (set.composition().unknown() > 0) {
            getContent().add(unknown(desk, set.composition().unknown()));
        }
        Double consistency = set.consistency();
        if (consistency != null) {
            note(String.format(
                    Locale.ROOT,
                    "Same person: %.0f %% of the compared faces are close to the rest of the set.",
                    100 * consistency));
        }
        desk.measuring().whyNoFaces().ifPresent(why -> note("Faces, angles and light are not measured. " + why));
        note(
                "Counted by small networks: they know photos, and may find nobody on drawings. They cannot judge expression,"
                        + " clothing, or whether a picture is good; lighting is an estimate. Open a picture to correct it.");
    }

    private static Component row(DatasetDesk desk, Composition.Row row) {
        CompositionTarget target = row.target();
        double percent = Math.min(100, 100.0 * row.have() / target.least());
        Div fill = new Div();
        fill.setWidth(String.format(Locale.ROOT, "%.1f%%", percent));
        Div bar = new Div(fill);
        bar.addClassNames("bar", percent >= 100 ? "tone-good" : row.have() > 0 ? "tone-warn" : "tone-bad");
        bar.getElement().setAttribute("aria-hidden", "true");
        String about = target == CompositionTarget.LIGHTING && row.have() > 0 ? "about " : "";
        Span number = new Span(about + row.have() + " of " + target.least() + "–" + target.most());
        number.addClassName("number");
        NativeButton button = new NativeButton("", event -> desk.show(PictureFilter.of(target)));
        button.addClassName("composition-row");
        button.setTitle(target.purpose() + ". Show these pictures.");
        button.add(new Span(target.label()), bar, number);
        if (!row.missing().isEmpty()) {
            Span missing = new Span(row.missing());
            missing.addClassName("missing");
            button.add(missing);
        }
        return button;
    }

    private static Component unknown(DatasetDesk desk, int count) {
        NativeButton button = new NativeButton("", event -> desk.show(PictureFilter.SHOT_UNKNOWN));
        button.addClassName("composition-row");
        Span words =
                new Span(Formats.plural(count, "picture", "pictures") + " without a known shot type: show, and say it");
        words.addClassName("missing");
        button.add(words);
        return button;
    }

    private void note(String words) {
        Paragraph note = new Paragraph(words);
        note.addClassName("secondary-text");
        getContent().add(note);
    }
}
