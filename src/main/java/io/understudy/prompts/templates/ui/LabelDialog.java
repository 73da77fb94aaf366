package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.templates.LabelPlacement;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateMetadata;
import io.understudy.prompts.templates.library.TemplateVersionService;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

class LabelDialog extends FormDialog {
    private final transient TemplateVersionService versions;
    private final boolean reviewer;
    private final transient TemplateDetails template;
    private final int number;
    private final transient Runnable refresh;

    /** @param reviewer whether the person may move “production” */
    LabelDialog(
            TemplateVersionService versions, TemplateDetails template, int number, boolean reviewer, Runnable refresh) {
        super("Labels of version " + number, "34rem");
        this.versions = versions;
        this.reviewer = reviewer;
        this.template = template;
        this.number = number;
        this.refresh = refresh;
        List<LabelPlacement> labels = versions.labels(template.id());
        add(production(labels.stream().filter(LabelPlacement::isProduction).findFirst()));
        labels.stream().filter(label -> !label.isProduction()).forEach(label -> add(row(label)));
        add(newLabel());
        getFooter().add(new Button("Done", event -> close()));
    }

    private Div production(Optional<LabelPlacement> now) {
        Span where = new Span(
                now.map(stand -> "“production” is on version " + stand.number() + ", set by " + stand.movedBy() + ".")
                        .orElse("“production” is on no version yet, so fillings use the latest one."));
        Div row = Styled.div("label-row", where);
        if (!reviewer) {
            row.add(new Hint("Only reviewers move it."));
        } else if (now.isEmpty() || now.get().number() != number) {
            Integer seen = now.map(LabelPlacement::number).orElse(null);
            row.add(button(seen == null ? "Put production here…" : "Move production here…", () -> confirm(seen)));
        } else {
            row.add(button("Remove label", () -> versions.removeProduction(template.id())));
        }
        return row;
    }

    private void confirm(@Nullable Integer seen) {
        Confirmation.of(
                        (seen == null ? "Put" : "Move") + " “production”",
                        (seen == null ? "On version " : "From version " + seen + " to version ") + number
                                + ": from then on everyone who fills “" + template.name() + "” gets this version.",
                        seen == null ? "Put production here" : "Move production here",
                        () -> act(
                                () -> versions.moveProduction(template.id(), number, seen),
                                TemplateMetadata.PRODUCTION))
                .open();
    }

    private Div row(LabelPlacement label) {
        Div row = Styled.div("label-row", TemplateHeaders.badge(label), new Span("on version " + label.number()));
        if (label.number() != number) {
            row.add(button(
                    "Move here", () -> versions.moveLabel(template.id(), label.label(), number, label.number())));
        }
        row.add(button("Remove", () -> versions.removeLabel(template.id(), label.label())));
        return row;
    }

    private Div newLabel() {
        TextField name = new TextField("New label");
        name.setPlaceholder("candidate");
        name.setMaxLength(30);
        DraftKeeper draft = new DraftKeeper("template-label/" + template.id().value(), name);
        Button put = new Button("Add label", event -> {
            if (ErrorMessages.guard(name, () -> versions.moveLabel(template.id(), name.getValue(), number, null))) {
                draft.saved();
                done();
            }
        });
        Buttons.pressByEnter(put, name);
        return Styled.div("label-row", draft, put);
    }

    private Button button(String words, Runnable action) {
        Button button = Buttons.small(words, event -> {
            if (words.endsWith("…")) {
                action.run();
            } else {
                act(action, null);
            }
        });
        return button;
    }

    private void act(Runnable action, @Nullable String moved) {
        if (ErrorMessages.guard(action)) {
            if (moved != null) {
                Notifications.done("“" + moved + "” is on version " + number + " now");
            }
            done();
        }
    }

    private void done() {
        close();
        refresh.run();
    }
}
