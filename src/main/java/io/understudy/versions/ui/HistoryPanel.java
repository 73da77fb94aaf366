package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.review.decisions.PastDecision;

class HistoryPanel extends Div {
    HistoryPanel(VersionDetails version) {
        addClassNames("panel", "history-panel");
        OrderedList steps = new OrderedList();
        steps.addClassName("history");
        version.decisions().reversed().forEach(step -> steps.add(step(step)));
        ListItem birth = new ListItem(
                new Span(version.trained()
                        .map(run -> "Created by " + run.words() + " ")
                        .orElseGet(() -> "I" + version.card().origin().words().substring(1) + " ")),
                new RelativeTime(version.card().createdAt()));
        steps.add(birth);
        add(new H2("History"), steps);
    }

    private static ListItem step(PastDecision step) {
        Span manifest = new Span("manifest " + step.manifest().brief());
        manifest.addClassNames("hash", "secondary-text");
        manifest.setTitle("SHA-256 of everything this decision rests on: "
                + step.manifest().hex());
        Div line = new Div(
                VersionBadges.of(step.to()),
                new Span(step.by() + " " + step.action().pastTense() + " "),
                new RelativeTime(step.at()),
                manifest);
        line.addClassName("history-line");
        ListItem item = new ListItem(line);
        String reason = step.reason();
        if (reason != null) {
            item.add(new Paragraph(reason));
        }
        return item;
    }
}
