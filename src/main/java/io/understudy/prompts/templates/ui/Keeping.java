package io.understudy.prompts.templates.ui;

import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.UnsavedService;
import org.jspecify.annotations.Nullable;

/** Keeps what is typed into the form, change by change, until it is saved. */
class Keeping {
    private final UnsavedService unsaved;
    private final @Nullable PromptId template;
    private final int baseNumber;
    private @Nullable TemplateDraft saved;

    /** @param baseNumber of the version that the person types over */
    Keeping(UnsavedService unsaved, @Nullable TemplateDetails template, int baseNumber) {
        this.unsaved = unsaved;
        this.template = template == null ? null : template.id();
        this.baseNumber = baseNumber;
    }

    /** From now on changes are the person's own. */
    void begin(TemplateDraft savedDraft) {
        this.saved = savedDraft;
    }

    void typed(TemplateDraft draft) {
        if (saved == null) {
            return;
        }
        if (draft.equals(saved)) {
            unsaved.discard(template);
        } else {
            unsaved.keep(template, baseNumber, draft);
        }
    }

    /** It was saved: nothing has to be kept. */
    void done() {
        saved = null;
        unsaved.discard(template);
    }

    int baseNumber() {
        return baseNumber;
    }
}
