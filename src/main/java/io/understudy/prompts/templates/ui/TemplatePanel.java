package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.language.ChoicePicker;
import io.understudy.prompting.language.Filling;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateMetadata;
import java.util.function.Consumer;

class TemplatePanel extends Panel {
    private final transient TemplatePageContext context;
    private final transient Runnable refresh;

    TemplatePanel(TemplateCard card, TemplatePageContext context, Runnable refresh, Consumer<String> byTag) {
        this.context = context;
        this.refresh = refresh;
        addClassName("prompt-card");
        TemplateDetails template = card.details();
        TemplateMetadata templateMetadata = card.marks();
        Div title = Styled.div("actions", new H2(new Anchor(PromptRoutes.editor(template.id()), template.name())));
        templateMetadata
                .production()
                .ifPresent(number -> title.add(
                        new StateBadge("version " + number + " in production", BadgeTone.GOOD, VaadinIcon.CHECK)));
        templateMetadata.tags().forEach(tag -> title.add(tag(tag, byTag)));
        Div actions = Styled.div(
                "actions",
                new FavouriteButton(template.id(), template.name(), templateMetadata.favourite(), context.marks()),
                new IconButton(VaadinIcon.COPY_O, "Fork " + template.name(), () -> fork(template)),
                new IconButton(VaadinIcon.TRASH, "Delete " + template.name(), () -> delete(template)));
        Div head = Styled.div("title-row", title, actions);
        PromptPreview preview = new PromptPreview(context.templates()
                .analyse(template.draft())
                .composition()
                .render(Filling.NOTHING, ChoicePicker.FIRST)
                .pieces());
        add(head, preview, foot(template, templateMetadata));
    }

    private static Span foot(TemplateDetails template, TemplateMetadata templateMetadata) {
        Span foot = Hint.inline(
                new Span("by " + template.createdBy() + " · "),
                new Anchor(PromptRoutes.versions(template.id()), "version " + template.number()),
                new Span(" "),
                new RelativeTime(template.changedAt()));
        foot.add(new Span(
                templateMetadata.uses() == 0
                        ? " · not used yet"
                        : " · used " + Formats.plural(templateMetadata.uses(), "time", "times")));
        return foot;
    }

    private static Button tag(String tag, Consumer<String> byTag) {
        Button button = Buttons.inline(tag, event -> byTag.accept(tag));
        button.addClassName("tag-button");
        button.setTooltipText("Show the templates with this tag");
        return button;
    }

    private void fork(TemplateDetails template) {
        TemplateDetails made =
                context.templates().fork(template.id(), template.number(), TemplateHeaders.forkName(template.name()));
        getUI().ifPresent(ui -> ui.navigate(PromptRoutes.editor(made.id())));
    }

    private void delete(TemplateDetails template) {
        context.templates().delete(template.id());
        refresh.run();
        Notifications.undoable(
                "“" + template.name() + "” was deleted",
                () -> ErrorMessages.guard(() -> {
                    context.templates().undelete(template.id());
                    refresh.run();
                }));
    }
}
