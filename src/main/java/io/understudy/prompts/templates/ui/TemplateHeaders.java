package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.prompts.templates.LabelStand;
import io.understudy.prompts.templates.Marks;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateOrigin;
import io.understudy.prompts.ui.PromptRoutes;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.PageHeader;
import io.understudy.shared.ui.StateBadge;
import io.understudy.shared.ui.Tone;
import java.util.UUID;

final class TemplateHeaders {
    private static final String FORK = " (fork)";

    private TemplateHeaders() {}

    static PageHeader of(TemplateDetails template, Marks marks) {
        PageHeader header = new PageHeader(template.name()).crumb("Prompts", PromptRoutes.LIBRARY);
        marks.production()
                .ifPresent(number -> header.state(
                        new StateBadge("version " + number + " in production", Tone.GOOD, VaadinIcon.CHECK)));
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

    static StateBadge badge(LabelStand label) {
        StateBadge badge = label.isProduction()
                ? new StateBadge(label.label(), Tone.GOOD, VaadinIcon.LOCK)
                : new StateBadge(label.label(), Tone.NEUTRAL, VaadinIcon.TAG);
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
            throw new Refusal.NotFound("There is no prompt template at this address.");
        }
    }

    static String forkName(String name) {
        return name.substring(0, Math.min(name.length(), TemplateDraft.MAX_NAME - FORK.length())) + FORK;
    }
}
