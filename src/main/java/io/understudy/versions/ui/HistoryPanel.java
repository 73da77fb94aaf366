package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.review.decisions.PastDecision;
import java.util.UUID;

class HistoryPanel extends Panel {
    HistoryPanel(VersionDetails version) {
        super("History");
        addClassName("history-panel");
        OrderedList steps = new OrderedList();
        steps.addClassName("history");
        version.decisions().reversed().forEach(step -> steps.add(step(step)));
        ListItem birth = new ListItem(
                new Span(version.trained()
                        .map(run -> "Created by " + run.words() + " ")
                        .orElseGet(() -> "I" + version.card().origin().words().substring(1) + " ")),
                new RelativeTime(version.card().createdAt()));
        steps.add(birth);
        add(steps);
    }

    /** Names may be equal; the account, which a release names too, is not. */
    static Span act(String name, UUID account, ReviewAction action) {
        Span act = new Span(name + " " + action.pastTense() + " ");
        act.setTitle("Account " + account);
        return act;
    }

    private static ListItem step(PastDecision step) {
        Span manifest =
                Styled.span("hash secondary-text", "manifest " + step.manifest().brief());
        manifest.setTitle("SHA-256 of everything this decision rests on: "
                + step.manifest().hex());
        Div line = Styled.div(
                "history-line",
                VersionBadges.of(step.to()),
                act(step.by(), step.account(), step.action()),
                new RelativeTime(step.at()),
                manifest);
        Integer asked = step.signOffsAsked();
        if (asked != null) {
            line.add(Styled.span("secondary-text", "sign-offs asked for: " + asked));
        }
        ListItem item = new ListItem(line);
        String reason = step.reason();
        if (reason != null) {
            item.add(new Paragraph(reason));
        }
        return item;
    }
}
