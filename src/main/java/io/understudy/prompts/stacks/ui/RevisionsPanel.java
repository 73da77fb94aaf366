package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackRevision;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

class RevisionsPanel extends Div {
    RevisionsPanel(List<StackRevision> revisions, Consumer<StackPlan> open) {
        addClassName("panel");
        add(new H2("Saved " + (revisions.size() == 1 ? "once" : revisions.size() + " times")));
        revisions.forEach(revision -> add(row(revision, open)));
    }

    private static Div row(StackRevision revision, Consumer<StackPlan> open) {
        Button use = new Button("Open in the planner", click -> open.accept(revision.plan()));
        use.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        Div head = new Div(
                new Span("Revision " + revision.revision() + " by " + revision.savedBy() + ", "),
                new RelativeTime(revision.savedAt()));
        Div row = new Div(head, new Span(strengths(revision.plan())));
        if (!revision.note().isEmpty()) {
            row.add(new Span("“" + revision.note() + "”"));
        }
        row.add(use);
        row.addClassName("stack-revision");
        return row;
    }

    static String strengths(StackPlan plan) {
        return plan.layers().stream()
                .map(layer -> layer.role().label() + " " + layer.strength())
                .collect(Collectors.joining(" + "));
    }
}
