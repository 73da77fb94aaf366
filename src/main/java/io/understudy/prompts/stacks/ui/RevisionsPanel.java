package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackRevision;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

class RevisionsPanel extends Panel {
    RevisionsPanel(List<StackRevision> revisions, Consumer<StackPlan> open) {
        add(new H2("Saved " + (revisions.size() == 1 ? "once" : revisions.size() + " times")));
        revisions.forEach(revision -> add(row(revision, open)));
    }

    private static Div row(StackRevision revision, Consumer<StackPlan> open) {
        Button use = Buttons.inline("Open in the planner", click -> open.accept(revision.plan()));
        Div head = new Div(
                new Span("Revision " + revision.revision() + " by " + revision.savedBy() + ", "),
                new RelativeTime(revision.savedAt()));
        Div row = Styled.div("stack-revision", head, new Span(strengths(revision.plan())));
        if (!revision.note().isEmpty()) {
            row.add(new Span("“" + revision.note() + "”"));
        }
        row.add(use);
        return row;
    }

    static String strengths(StackPlan plan) {
        return plan.layers().stream()
                .map(layer -> layer.role().label() + " " + layer.strength())
                .collect(Collectors.joining(" + "));
    }
}
