package io.understudy.prompts.templates.ui;

import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.library.UnsavedDraftService;
import org.jspecify.annotations.Nullable;

class DraftAutosave {
    private final UnsavedDraftService unsaved;
    private final @Nullable PromptId template;
    private final int baseNumber;
    private @Nullable TemplateDraft saved;

    DraftAutosave(UnsavedDraftService unsaved, @Nullable TemplateDetails template, int baseNumber) {
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

    void done() {
        saved = null;
        unsaved.discard(template);
    }

    int baseNumber() {
        return baseNumber;
    }
}
