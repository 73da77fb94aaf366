package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.PictureFilter;
import io.understudy.datasets.PictureSummary;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.StateBadge;
import io.understudy.shared.ui.Tone;
import java.util.List;

/** What a person should decide before a run, each with the one thing to do about it. */
class NeedsALook extends Composite<Div> {
    private static final int NAMED = 5;

    NeedsALook(DatasetDesk desk) {
        DatasetOverview set = desk.datasets().overview(desk.character().id());
        getContent().addClassName("panel");
        getContent().add(new H2("Needs a look"));
        if (set.excludedSmall() > 0) {
            small(desk, set.excludedSmall());
        }
        if (set.triggerMissing() + set.triggerElsewhere() > 0) {
            int count = set.triggerMissing() + set.triggerElsewhere();
            item(
                    "trigger word",
                    Formats.plural(count, "caption does", "captions do") + " not begin with “"
                            + desk.character().triggerWord() + "”.",
                    link("Show", () -> desk.show(PictureFilter.TRIGGER)),
                    link("Put it first everywhere", desk::putTriggerFirst));
        }
        if (set.uncaptioned() > 0) {
            item(
                    "no caption",
                    Formats.plural(set.uncaptioned(), "picture has", "pictures have") + " no caption.",
                    link("Show", () -> desk.show(PictureFilter.UNCAPTIONED)),
                    link("Write captions", desk::showCaptions));
        }
        int advised = desk.measures().toLookAt().size();
        if (advised > 0) {
            item(
                    "measured",
                    Formats.plural(advised, "picture has", "pictures have")
                            + " advice: copies, blur, light. Each says its number, and you decide.",
                    link("Show", () -> desk.show(PictureFilter.ADVICE)));
        }
        int waiting = desk.measures().waiting();
        if (waiting > 0) {
            Paragraph measuring = new Paragraph(Formats.plural(waiting, "picture is", "pictures are")
                    + " being measured; results appear here by themselves.");
            measuring.addClassName("secondary-text");
            getContent().add(measuring);
        }
        if (getContent().getComponentCount() == 1) {
            Paragraph nothing = new Paragraph(
                    set.pictures() == 0
                            ? "Pictures that are too small, double or without trigger word will be named here."
                            : "Nothing: every included picture is large enough and its caption begins with the trigger word.");
            nothing.addClassName("secondary-text");
            getContent().add(nothing);
        }
    }

    private void small(DatasetDesk desk, int count) {
        List<PictureSummary> first = desk
                .datasets()
                .pictures(desk.character().id(), PictureFilter.TOO_SMALL, 0, NAMED + count)
                .pictures()
                .stream()
                .filter(picture -> !picture.included())
                .toList();
        for (PictureSummary picture : first.subList(0, Math.min(NAMED, first.size()))) {
            item(
                    "below 1024 px",
                    picture.fileName() + ", " + picture.width() + " × " + picture.height() + " px, is left out.",
                    link("Keep anyway", () -> desk.include(picture)));
        }
        if (count > NAMED) {
            Component all = link("Show all " + count, () -> desk.show(PictureFilter.TOO_SMALL));
            getContent().add(all);
        }
    }

    private void item(String badge, String words, Component... actions) {
        Div line = new Div(new StateBadge(badge, Tone.WARN, VaadinIcon.WARNING), new Span(words));
        line.add(actions);
        line.addClassName("look-item");
        getContent().add(line);
    }

    private static Component link(String text, Runnable action) {
        Button button = new Button(text, event -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return button;
    }
}
