package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.intake.Arrival;
import io.understudy.datasets.quality.CopyGroup;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import java.util.List;

/**
 * What a person should decide before a run, each with the one thing to do about it. While pictures are measured only the
 * numbers change; the buttons stay.
 */
class DatasetIssuesPanel extends Composite<Div> {
    private final transient DatasetPageModel model;
    private final Div damaged = Styled.div("look-items");
    private final Div small = Styled.div("look-items");
    private final Span triggerWords = new Span();
    private final Div trigger;
    private final Span captionWords = new Span();
    private final Div captions;
    private final Span copyWords = new Span();
    private final Div copies;
    private final Span openWords = new Span();
    private final Div open;
    private final Span disputedWords = new Span();
    private final Div disputed;
    private final Span adviceWords = new Span();
    private final Div advice;
    private final Paragraph waiting = new Hint("");
    private final Paragraph nothing = new Hint("");
    private transient List<Arrival> known = List.of();
    private transient List<PictureSummary> named = List.of();
    private int allSmall;

    DatasetIssuesPanel(DatasetPageModel model) {
        this.model = model;
        trigger = item(
                "trigger word",
                triggerWords,
                Buttons.inline("Show", () -> model.show(PictureFilter.TRIGGER)),
                Buttons.inline("Put it first everywhere", model::putTriggerFirst));
        captions = item(
                "no caption",
                captionWords,
                Buttons.inline("Show", () -> model.show(PictureFilter.UNCAPTIONED)),
                Buttons.inline("Write captions", () -> model.showCaptions()));
        copies = item(
                "near copies",
                copyWords,
                Buttons.inline("Show groups", () -> model.show(PictureFilter.COPIES)),
                Buttons.inline(
                        "Keep the best",
                        () -> model.pictures().keepBest(model, model.measures().copies())));
        open = item(
                "one of two",
                openWords,
                Buttons.inline("Show what one person said", () -> model.show(PictureFilter.ONE_OF_TWO)));
        disputed = item(
                "people disagree",
                disputedWords,
                Buttons.inline("Show disagreements", () -> model.show(PictureFilter.DISPUTED)));
        advice = item("measured", adviceWords, Buttons.inline("Show", () -> model.show(PictureFilter.ADVICE)));
        getContent().addClassName("panel");
        getContent()
                .add(
                        new H2("Needs a look"),
                        damaged,
                        small,
                        trigger,
                        captions,
                        disputed,
                        open,
                        copies,
                        advice,
                        waiting,
                        nothing);
    }

    void show(DatasetPageData reading) {
        DatasetOverview set = reading.overview();
        nameDamaged(reading.arrivals().stream()
                .filter(arrival -> !arrival.isWaiting())
                .toList());
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
        say(
                open,
                openWords,
                set.awaitingSecond(),
                Formats.plural(set.awaitingSecond(), "picture awaits", "pictures await")
                        + " a second person: what one has said does not count yet.");
        say(
                disputed,
                disputedWords,
                set.disputed(),
                "People disagree about " + Formats.plural(set.disputed(), "picture", "pictures") + ".");
        List<CopyGroup> groups = reading.measures().copies();
        int copied = groups.stream().mapToInt(group -> group.others().size()).sum();
        say(
                copies,
                copyWords,
                copied,
                Formats.plural(copied, "picture is a near copy", "pictures are near copies") + " of "
                        + Formats.plural(groups.size(), "better one", "better ones") + ".");
        int advised = reading.measures().toLookAt().size();
        say(
                advice,
                adviceWords,
                advised,
                Formats.plural(advised, "picture has", "pictures have")
                        + " advice: copies, blur, light. Each says its number, and you decide.");
        int left = reading.measures().waiting();
        long coming = reading.arrivals().stream().filter(Arrival::isWaiting).count();
        waiting.setVisible(left + coming > 0);
        waiting.setText(
                coming > 0
                        ? Formats.plural(coming, "photo is", "photos are")
                                + " being prepared; they appear among the others automatically."
                        : Formats.plural(left, "picture is", "pictures are")
                                + " being measured; results appear here automatically.");
        nothing.setVisible(set.excludedSmall() == 0
                && misplaced == 0
                && set.uncaptioned() == 0
                && set.awaitingSecond() == 0
                && advised == 0
                && left + coming == 0
                && known.isEmpty());
        nothing.setText(
                set.pictures() == 0
                        ? "Duplicates and pictures that are too small or lack the trigger word are listed here."
                        : "Nothing: every included picture is large enough and its caption begins with the trigger word.");
    }

    private static void say(Div item, Span place, int count, String words) {
        item.setVisible(count > 0);
        place.setText(words);
    }

    private void nameDamaged(List<Arrival> files) {
        damaged.setVisible(!files.isEmpty());
        if (files.equals(known)) {
            return;
        }
        known = files;
        damaged.removeAll();
        files.stream()
                .limit(DatasetPageData.NAMED)
                .forEach(file -> damaged.add(
                        item("damaged", new Span(file.fileName() + " was left out: " + file.problem() + "."))));
        int more = files.size() - DatasetPageData.NAMED;
        if (more > 0) {
            damaged.add(new Span("and " + more + " more"));
        }
        damaged.add(Buttons.inline("Dismiss", model::dismissDamaged));
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
                    Buttons.inline("Keep anyway", () -> model.pictures().include(model, picture))));
        }
        if (all > pictures.size()) {
            small.add(Buttons.inline("Show all " + all, () -> model.show(PictureFilter.TOO_SMALL)));
        }
    }

    private static Div item(String badge, Span words, Component... actions) {
        Div line = Styled.div("look-item", new StateBadge(badge, BadgeTone.WARN, VaadinIcon.WARNING), words);
        line.add(actions);
        return line;
    }
}
