package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.StateBadge;
import io.understudy.prompts.templates.LabelPlacement;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateMetadata;
import io.understudy.prompts.templates.TemplateOrigin;
import java.util.UUID;

final class TemplateHeaders {
    private static final String FORK = " (fork)";

    private TemplateHeaders() {}

    static PageHeader of(TemplateDetails template, TemplateMetadata templateMetadata) {
        PageHeader header = new PageHeader(template.name()).crumb("Prompts", PromptRoutes.LIBRARY);
        templateMetadata
                .production()
                .ifPresent(number -> header.state(
                        new StateBadge("version " + number + " in production", BadgeTone.GOOD, VaadinIcon.CHECK)));
        TemplateOrigin origin = template.origin();
        if (origin != null) {
            Anchor source = new Anchor(
                    PromptRoutes.versions(origin.id()),
                    "forked from “" + origin.name() + "” version " + origin.number());
            source.addClassName("secondary-text");
            header.state(source);
        }
        return header;
    }

    static StateBadge badge(LabelPlacement label) {
        StateBadge badge = label.isProduction()
                ? new StateBadge(label.label(), BadgeTone.GOOD, VaadinIcon.LOCK)
                : new StateBadge(label.label(), BadgeTone.NEUTRAL, VaadinIcon.TAG);
        badge.setTitle(
                label.isProduction()
                        ? "Only reviewers move this label; set by " + label.movedBy()
                        : "Set by " + label.movedBy());
        return badge;
    }

    static PromptId parse(String id) {
        try {
            return new PromptId(UUID.fromString(id));
        } catch (IllegalArgumentException malformed) {
            throw new DomainException.NotFound("There is no prompt template at this address.");
        }
    }

    static String forkName(String name) {
        return name.substring(0, Math.min(name.length(), TemplateDraft.MAX_NAME - FORK.length())) + FORK;
    }
}
