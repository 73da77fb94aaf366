package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.prompts.language.Filling;
import io.understudy.prompts.language.Picker;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateService;
import io.understudy.prompts.ui.PromptRoutes;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Refusals;
import io.understudy.shared.ui.RelativeTime;

/** A template in the list: its words with slots marked, and what one does with it most. */
class TemplatePanel extends Div {
    private final transient TemplateService templates;
    private final transient Runnable refresh;

    TemplatePanel(TemplateCard card, TemplateService templates, Runnable refresh) {
        this.templates = templates;
        this.refresh = refresh;
        addClassNames("panel", "prompt-card");
        TemplateDetails template = card.details();
        H2 name = new H2(new Anchor(PromptRoutes.editor(template.id()), template.name()));
        Div actions = new Div(
                quiet(VaadinIcon.COPY_O, "Fork " + template.name(), () -> fork(template)),
                quiet(VaadinIcon.TRASH, "Delete " + template.name(), () -> delete(template)));
        actions.addClassName("actions");
        Div head = new Div(name, actions);
        head.addClassName("title-row");
        Span by = new Span(
                new Span("by " + template.createdBy() + ", version " + template.number() + " "),
                new RelativeTime(template.changedAt()));
        by.addClassName("secondary-text");
        add(
                head,
                new PromptPreview(templates
                        .analyse(template.draft())
                        .composition()
                        .render(Filling.NOTHING, Picker.FIRST)
                        .pieces()),
                by);
    }

    private void fork(TemplateDetails template) {
        TemplateDetails made =
                templates.fork(template.id(), template.number(), TemplateHeaders.forkName(template.name()));
        getUI().ifPresent(ui -> ui.navigate(PromptRoutes.editor(made.id())));
    }

    private void delete(TemplateDetails template) {
        templates.delete(template.id());
        refresh.run();
        Notices.undoable(
                "“" + template.name() + "” was deleted",
                () -> Refusals.guard(() -> {
                    templates.undelete(template.id());
                    refresh.run();
                }));
    }

    private static Button quiet(VaadinIcon icon, String words, Runnable action) {
        Button button = new Button(icon.create(), event -> Refusals.guard(action));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(words);
        button.setTooltipText(words);
        return button;
    }
}
