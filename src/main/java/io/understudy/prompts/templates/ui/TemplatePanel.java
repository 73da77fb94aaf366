package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateMetadata;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.prompts.templates.library.TemplateService;
import java.util.function.Consumer;

class TemplatePanel extends Panel {
    TemplatePanel(
            TemplateCard card,
            TemplateService templates,
            TemplateMetadataService marks,
            TemplateActions acts,
            Runnable refresh,
            Consumer<String> byTag) {
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
                new FavouriteButton(template.id(), template.name(), templateMetadata.favourite(), marks),
                new IconButton(
                        VaadinIcon.COPY_O, "Fork " + template.name(), () -> acts.fork(template, template.number())),
                new IconButton(
                        VaadinIcon.TRASH, "Delete " + template.name(), () -> acts.delete(template, refresh, refresh)));
        Div head = Styled.div("title-row", title, actions);
        add(head, PromptPreview.of(templates.analyse(template.draft())), foot(template, templateMetadata));
    }

    private static Span foot(TemplateDetails template, TemplateMetadata templateMetadata) {
        Span foot = Hint.inline(
                new Span("by " + template.createdBy() + " · "),
                new Anchor(PromptRoutes.versions(template.id()), "version " + template.number()),
                new Span(", "),
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
}
