package io.understudy.prompts.templates.ui;

import io.understudy.platform.ui.DraftKeeper;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.library.UnsavedDraftService;
import org.jspecify.annotations.Nullable;

/** The server keeps what has arrived there, for every browser of its author; this browser what is typed since. */
class DraftAutosave {
    private final UnsavedDraftService unsaved;
    private final DraftKeeper browser;
    private final @Nullable PromptId template;
    private final int baseNumber;
    private @Nullable TemplateDraft saved;

    DraftAutosave(
            UnsavedDraftService unsaved, DraftKeeper browser, @Nullable TemplateDetails template, int baseNumber) {
        this.unsaved = unsaved;
        this.browser = browser;
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
            browser.keptByServer();
        } else if (unsaved.keep(template, baseNumber, draft)) {
            browser.keptByServer();
        }
    }

    void done() {
        saved = null;
        unsaved.discard(template);
        browser.saved();
    }

    int baseNumber() {
        return baseNumber;
    }
}
