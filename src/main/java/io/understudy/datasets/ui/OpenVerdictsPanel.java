package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.OpenVerdict;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.quality.MeasureOverride;
import io.understudy.datasets.quality.MeasureTopic;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** What people said about a picture one by one, for a second person to agree with or not. */
class OpenVerdictsPanel extends Composite<Div> {
    private final transient DatasetPageModel model;
    private final transient PictureSummary picture;
    private final transient Runnable changed;

    OpenVerdictsPanel(DatasetPageModel model, PictureSummary picture, Runnable changed) {
        this.model = model;
        this.picture = picture;
        this.changed = changed;
        getContent().addClassName("measures");
        picture.open().stream()
                .collect(Collectors.groupingBy(OpenVerdict::question, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(said -> getContent().add(question(said)));
    }

    /** For a tile: its title says who said what. */
    static StateBadge badge(PictureSummary picture) {
        StateBadge badge = picture.isDisputed()
                ? new StateBadge("people disagree", BadgeTone.WARN, VaadinIcon.SPLIT_H)
                : new StateBadge("one of two", BadgeTone.INFO, VaadinIcon.HOURGLASS);
        badge.setTitle(words(picture.open()));
        return badge;
    }

    private Component question(List<OpenVerdict> said) {
        OpenVerdict first = said.getFirst();
        boolean disputed = said.stream().anyMatch(one -> !one.answer().equals(first.answer()));
        Div actions = Styled.div("actions");
        said.stream()
                .filter(one -> !model.consensus().isOwn(one))
                .forEach(one -> actions.add(
                        Buttons.inline("Agree with " + one.by() + ": " + answer(one), () -> decide(() -> agree(one)))));
        actions.add(Buttons.inline("Leave as it is: " + topic(first), () -> decide(() -> leave(first))));
        return Styled.div(
                "verdict",
                disputed
                        ? new StateBadge("people disagree", BadgeTone.WARN, VaadinIcon.SPLIT_H)
                        : new StateBadge("one of two", BadgeTone.INFO, VaadinIcon.HOURGLASS),
                new Span(words(said)),
                actions);
    }

    private static String words(List<OpenVerdict> said) {
        return said.stream()
                        .map(one -> one.by() + ": " + answer(one)
                                + (one.reason().isEmpty() ? "" : " (" + one.reason() + ")"))
                        .collect(Collectors.joining("; "))
                + ". It counts once two people say the same.";
    }

    private static String answer(OpenVerdict said) {
        return switch (said.answer()) {
            case OpenVerdict.KEPT -> "train on it";
            case OpenVerdict.LEFT_OUT -> "leave it out";
            case MeasureOverride.MEASURED -> "use the measure, " + topic(said);
            case MeasureOverride.FINE -> "accept it, " + topic(said);
            default -> ShotType.valueOf(said.answer()).words();
        };
    }

    private static String topic(OpenVerdict said) {
        return said.isAboutTraining()
                ? "training"
                : MeasureTopic.valueOf(said.question()).label();
    }

    private void agree(OpenVerdict said) {
        if (said.isAboutTraining()) {
            train(said.answer().equals(OpenVerdict.KEPT));
            return;
        }
        MeasureTopic topic = MeasureTopic.valueOf(said.question());
        switch (said.answer()) {
            case MeasureOverride.MEASURED -> model.measuring().withdraw(picture.id(), topic);
            case MeasureOverride.FINE -> model.measuring().overrule(picture.id(), topic, said.reason());
            default ->
                model.measuring().correctShot(List.of(picture.id()), ShotType.valueOf(said.answer()), said.reason());
        }
    }

    private void leave(OpenVerdict said) {
        if (said.isAboutTraining()) {
            train(picture.included());
        } else {
            model.measuring().leaveAsItIs(picture.id(), MeasureTopic.valueOf(said.question()));
        }
    }

    private void train(boolean kept) {
        if (kept) {
            model.datasets().include(picture.id());
        } else {
            model.datasets().exclude(picture.id());
        }
    }

    private void decide(Runnable decision) {
        model.judge(decision, changed);
    }
}
