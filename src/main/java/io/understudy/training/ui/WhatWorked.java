package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.understudy.shared.ui.Formats;
import io.understudy.training.TrackRecord;
import java.util.List;
import java.util.function.Consumer;

/** Which settings of this character led to approved versions so far; each can be taken over into the form. */
class WhatWorked extends Div {
    private static final int MOST = 6;

    /** @param use receives the settings to be taken over */
    WhatWorked(List<TrackRecord> records, Consumer<TrackRecord> use) {
        addClassNames("panel", "what-worked");
        add(new H2("What worked"));
        if (records.isEmpty()) {
            Span nothing = new Span("No run of this character is over yet.");
            nothing.addClassName("secondary-text");
            add(nothing);
        }
        records.stream().limit(MOST).forEach(record -> add(line(record, use)));
    }

    private static Div line(TrackRecord record, Consumer<TrackRecord> use) {
        String preset = record.preset();
        String settings = Formats.count(record.steps()) + " steps, " + Formats.learningRate(record.learningRate())
                + ", rank " + record.rank() + ", alpha " + NumberText.plain(record.alpha())
                + (record.batchSize() == 1 ? "" : ", batch " + record.batchSize());
        Span name = new Span(preset == null ? settings : preset);
        name.setTitle(settings);
        Span outcome = new Span(record.approved() + " approved of " + Formats.plural(record.runs(), "run", "runs")
                + (record.succeeded() < record.runs()
                        ? ", " + (record.runs() - record.succeeded()) + " did not finish"
                        : ""));
        outcome.addClassName("secondary-text");
        Button take = new Button("Use", event -> use.accept(record));
        take.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        take.setAriaLabel("Use " + settings);
        Div words = new Div(name, outcome);
        Div line = new Div(words, take);
        line.addClassName("what-worked-line");
        return line;
    }
}
