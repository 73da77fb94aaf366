package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.UI;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.library.TemplateService;
import org.springframework.stereotype.Component;

@Component
class TemplateActions {
    private final TemplateService templates;

    TemplateActions(TemplateService templates) {
        this.templates = templates;
    }

    /** Copies a version into a template of its own and opens that. */
    void fork(TemplateDetails template, int number) {
        ErrorMessages.guard(() -> {
            open(templates.fork(template.id(), number, TemplateHeaders.forkName(template.name())));
            Notifications.done("Forked from version " + number);
        });
    }

    /** @param deleted runs after the deletion, and restored after it was undone */
    void delete(TemplateDetails template, Runnable deleted, Runnable restored) {
        ErrorMessages.guard(() -> {
            templates.delete(template.id());
            deleted.run();
            Notifications.undoable(
                    "“" + template.name() + "” was deleted",
                    () -> ErrorMessages.guard(() -> {
                        templates.undelete(template.id());
                        restored.run();
                    }));
        });
    }

    static void open(TemplateDetails template) {
        UI.getCurrent().navigate(PromptRoutes.editor(template.id()));
    }
}
