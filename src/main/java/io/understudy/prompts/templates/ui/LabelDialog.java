package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.prompts.templates.LabelPlacement;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateMetadata;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

class LabelDialog extends Dialog {
    private final transient TemplatePageContext desk;
    private final transient TemplateDetails template;
    private final int number;
    private final transient Runnable refresh;

    LabelDialog(TemplatePageContext desk, TemplateDetails template, int number, Runnable refresh) {
        this.desk = desk;
        this.template = template;
        this.number = number;
        this.refresh = refresh;
        setHeaderTitle("Labels of version " + number);
        setWidth("34rem");
        List<LabelPlacement> labels = desk.versions().repository(template.id());
        add(production(labels.stream().filter(LabelPlacement::isProduction).findFirst()));
        labels.stream().filter(label -> !label.isProduction()).forEach(label -> add(row(label)));
        add(newLabel());
        getFooter().add(new Button("Done", event -> close()));
    }

    private Div production(Optional<LabelPlacement> now) {
        Span where = new Span(
                now.map(stand -> "“production” is on version " + stand.number() + ", set by " + stand.movedBy() + ".")
                        .orElse("“production” is on no version yet, so fillings use the latest one."));
        Div row = new Div(where);
        row.addClassName("label-row");
        if (!desk.iReview()) {
            Paragraph rule = new Paragraph("Only reviewers move it.");
            rule.addClassName("secondary-text");
            row.add(rule);
        } else if (now.isEmpty() || now.get().number() != number) {
            Integer seen = now.map(LabelPlacement::number).orElse(null);
            row.add(button("Move production here…", () -> confirm(seen)));
        } else {
            row.add(button("Remove label", () -> desk.versions().removeProduction(template.id())));
        }
        return row;
    }

    private void confirm(@Nullable Integer seen) {
        ConfirmDialog dialog = new ConfirmDialog(
                "Move “production”",
                (seen == null ? "From no version" : "From version " + seen) + " to version " + number
                        + ": from then on everyone who fills “" + template.name() + "” gets this version.",
                "Move",
                event -> act(
                        () -> desk.versions().moveProduction(template.id(), number, seen),
                        TemplateMetadata.PRODUCTION));
        dialog.setCancelable(true);
        dialog.open();
    }

    private Div row(LabelPlacement label) {
        Div row = new Div(TemplateHeaders.badge(label), new Span("on version " + label.number()));
        row.addClassName("label-row");
        if (label.number() != number) {
            row.add(button(
                    "Move here",
                    () -> desk.versions().moveLabel(template.id(), label.label(), number, label.number())));
        }
        row.add(button("Remove", () -> desk.versions().removeLabel(template.id(), label.label())));
        return row;
    }

    private Div newLabel() {
        TextField name = new TextField("New label");
        name.setPlaceholder("candidate");
        name.setMaxLength(30);
        Button put = new Button("Add label", event -> {
            if (ErrorMessages.guard(
                    name, () -> desk.versions().moveLabel(template.id(), name.getValue(), number, null))) {
                done();
            }
        });
        Div row = new Div(name, put);
        row.addClassName("label-row");
        return row;
    }

    private Button button(String words, Runnable action) {
        Button button = new Button(words, event -> {
            if (words.endsWith("…")) {
                action.run();
            } else {
                act(action, null);
            }
        });
        button.addThemeVariants(ButtonVariant.SMALL);
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
