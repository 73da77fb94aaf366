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
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.StateBadge;
import java.util.List;

/**
 * What a person should decide before a run, each with the one thing to do about it. While pictures are measured only the
 * numbers change; the buttons stay.
 */
class DatasetIssuesPanel extends Composite<Div> {
    private final transient DatasetPageModel model;
    private final Div small = new Div();
    private final Span triggerWords = new Span();
    private final Div trigger;
    private final Span captionWords = new Span();
    private final Div captions;
    private final Span adviceWords = new Span();
    private final Div advice;
    private final Paragraph waiting = new Paragraph();
    private final Paragraph nothing = new Paragraph();
    private transient List<PictureSummary> named = List.of();
    private int allSmall;

    DatasetIssuesPanel(DatasetPageModel model) {
        this.model = model;
        trigger = item(
                "trigger word",
                triggerWords,
                link("Show", () -> model.show(PictureFilter.TRIGGER)),
                link("Put it first everywhere", model::putTriggerFirst));
        captions = item(
                "no caption",
                captionWords,
                link("Show", () -> model.show(PictureFilter.UNCAPTIONED)),
                link("Write captions", model::showCaptions));
        advice = item("measured", adviceWords, link("Show", () -> model.show(PictureFilter.ADVICE)));
        waiting.addClassName("secondary-text");
        nothing.addClassName("secondary-text");
        small.addClassName("look-items");
        getContent().addClassName("panel");
        getContent().add(new H2("Needs a look"), small, trigger, captions, advice, waiting, nothing);
    }

    void show(DatasetPageData reading) {
        DatasetOverview set = reading.overview();
        name(reading.leftOutSmall(), set.excludedSmall());
        int misplaced = set.triggerMissing() + set.triggerElsewhere();
        say(
                trigger,
                triggerWords,
                misplaced,
                Formats.plural(misplaced, "caption does", "captions do") + " not begin with “"
                        + model.character().triggerWord() + "”.");
        say(
                captions,
                captionWords,
                set.uncaptioned(),
                Formats.plural(set.uncaptioned(), "picture has", "pictures have") + " no caption.");
        int advised = reading.measures().toLookAt().size();
        say(
                advice,
                adviceWords,
                advised,
                Formats.plural(advised, "picture has", "pictures have")
                        + " advice: copies, blur, light. Each says its number, and you decide.");
        int left = reading.measures().waiting();
        waiting.setVisible(left > 0);
        waiting.setText(Formats.plural(left, "picture is", "pictures are")
                + " being measured; results appear here automatically.");
        nothing.setVisible(
                set.excludedSmall() == 0 && misplaced == 0 && set.uncaptioned() == 0 && advised == 0 && left == 0);
        nothing.setText(
                set.pictures() == 0
                        ? "Duplicates and pictures that are too small or lack the trigger word are listed here."
                        : "Nothing: every included picture is large enough and its caption begins with the trigger word.");
    }

    private static void say(Div item, Span place, int count, String words) {
        item.setVisible(count > 0);
        place.setText(words);
    }

    private void name(List<PictureSummary> pictures, int all) {
        small.setVisible(all > 0);
        if (pictures.equals(named) && all == allSmall) {
            return;
        }
        named = pictures;
        allSmall = all;
        small.removeAll();
        for (PictureSummary picture : pictures) {
            small.add(item(
                    "below 1024 px",
                    new Span(picture.fileName() + ", " + picture.width() + " × " + picture.height()
                            + " px, is left out."),
                    link("Keep anyway", () -> model.include(picture))));
        }
        if (all > pictures.size()) {
            small.add(link("Show all " + all, () -> model.show(PictureFilter.TOO_SMALL)));
        }
    }

    private static Div item(String badge, Span words, Component... actions) {
        Div line = new Div(new StateBadge(badge, BadgeTone.WARN, VaadinIcon.WARNING), words);
        line.add(actions);
        line.addClassName("look-item");
        return line;
    }

    private static Component link(String text, Runnable action) {
        Button button = new Button(text, event -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return button;
    }
}
