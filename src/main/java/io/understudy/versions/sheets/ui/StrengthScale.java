package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.lora.Strength;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.StrengthBand;
import io.understudy.versions.StrengthWindow;
import java.util.Collection;
import java.util.Locale;

class StrengthScale extends Div {
    /** Where the last band, which has no end, is cut off unless something lies beyond. */
    private static final double USUAL_END = 1.5;
    /** Below, nobody uses a character's LoRA; the room is better spent on the bands above. */
    private static final double USUAL_START = 0.3;

    private final Div bands = Styled.div("strength-bands");
    private double start = USUAL_START;

    StrengthScale() {
        addClassName("strength-scale");
        getElement().setAttribute("role", "img");
    }

    StrengthScale show(StrengthWindow window, Collection<Strength> tested) {
        double end = Math.max(
                USUAL_END,
                Math.max(
                        window.to().value(),
                        tested.stream().mapToDouble(Strength::value).max().orElse(0)));
        start = Math.min(USUAL_START, window.from().value());
        removeAll();
        bands.removeAll();
        for (StrengthBand band : StrengthBand.values()) {
            Div part = new Div(new Span(band.range()), new Span(band.effect()));
            part.setTitle(band.range() + ": " + band.effect() + ". " + band.useCase());
            place(
                    part,
                    Math.max(band.from().value(), start),
                    Math.min(band.below().value(), end),
                    end);
            bands.add(part);
        }
        Div bar = Styled.div("strength-window");
        place(bar, window.from().value(), window.to().value(), end);
        Div best = Styled.div("strength-best", new Span(window.best().label()));
        best.getStyle().set("inset-inline-start", at(window.best().value(), end));
        Div track = Styled.div("strength-track", bar);
        for (Strength strength : tested) {
            Span mark = Styled.span("strength-tested");
            mark.getStyle().set("inset-inline-start", at(strength.value(), end));
            track.add(mark);
        }
        track.add(best);
        add(track, bands);
        getElement().setAttribute("aria-label", inWords(window));
        return this;
    }

    static String inWords(StrengthWindow window) {
        StrengthBand band = StrengthBand.of(window.best());
        return "Strength %s. The guide calls %s “%s”: %s."
                .formatted(
                        window.inWords(),
                        band.range(),
                        band.effect().toLowerCase(Locale.ROOT),
                        band.useCase().toLowerCase(Locale.ROOT));
    }

    private void place(Div part, double from, double to, double end) {
        part.getStyle().set("inset-inline-start", at(from, end)).set("width", percent((to - from) / (end - start)));
    }

    private String at(double place, double end) {
        return percent((place - start) / (end - start));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
