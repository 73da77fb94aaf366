package io.understudy.prompts.templates.ui;

import io.understudy.characters.CharacterService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.EditConflictDialog;
import io.understudy.platform.ui.Notifications;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateVersion;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.prompts.templates.library.TemplateVersionService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

class TemplateSaveFlow {
    private final TemplateService templates;
    private final TemplateVersionService versions;
    private final CharacterService characters;
    private final TemplateForm form;
    private final @Nullable TemplateDetails base;
    private final DraftAutosave draftAutosave;
    private final Consumer<TemplateDetails> saved;

    TemplateSaveFlow(
            TemplateService templates,
            TemplateVersionService versions,
            CharacterService characters,
            TemplateForm form,
            @Nullable TemplateDetails base,
            DraftAutosave draftAutosave,
            Consumer<TemplateDetails> saved) {
        this.templates = templates;
        this.versions = versions;
        this.characters = characters;
        this.form = form;
        this.base = base;
        this.draftAutosave = draftAutosave;
        this.saved = saved;
    }

    void save() {
        form.submit(draft -> {
            TemplateDetails known = base;
            if (known == null) {
                TemplateDetails made = templates.create(draft, "");
                draftAutosave.done();
                saved.accept(made);
                Notifications.done("“" + draft.name() + "” was added");
            } else {
                review(known, draft);
            }
        });
    }

    private void review(TemplateDetails known, TemplateDraft draft) {
        templates.analyse(draft).firstError().ifPresent(problem -> {
            throw DomainException.RuleViolation.in(problem.field(), problem.located());
        });
        TemplateVersion before = versions.get(known.id(), draftAutosave.baseNumber());
        if (draft.equals(before.draft())) {
            Notifications.done("Nothing has changed since version " + before.number());
            return;
        }
        DraftText words = words(before.draft(), draft);
        TwoPaneDiff difference = new TwoPaneDiff(
                "Version " + before.number(), words.of(before.draft()), "As you have it now", words.of(draft));
        new SaveDialog("template-message/" + known.id().value(), known.number() + 1, difference, message -> {
                    if (before.number() == known.number()) {
                        save(known, before.draft(), draft, message);
                    } else {
                        compare(known, before.draft(), draft, message);
                    }
                })
                .open();
    }

    private void save(TemplateDetails known, TemplateDraft before, TemplateDraft draft, String message) {
        TemplateDetails made;
        try {
            made = templates.save(known.id(), known.rowVersion(), draft, message);
        } catch (DomainException.Conflict stale) {
            compare(known, before, draft, message);
            return;
        }
        draftAutosave.done();
        saved.accept(made);
        Notifications.done("Saved as version " + made.number());
    }

    private void compare(TemplateDetails known, TemplateDraft before, TemplateDraft draft, String message) {
        TemplateDetails theirs = templates.get(known.id());
        String who = theirs.changedBy() + " saved version " + theirs.number() + " of this template at "
                + BrowserTime.exact(theirs.changedAt()) + ".";
        DraftText words = words(before, draft, theirs.draft());
        new EditConflictDialog(
                        who,
                        words.compare(before, draft, theirs.draft()),
                        values -> {
                            TemplateDraft merged = words.merged(values, draft, theirs.draft());
                            form.guard(() -> save(theirs, theirs.draft(), merged, message));
                        },
                        () -> {
                            draftAutosave.done();
                            saved.accept(theirs);
                        })
                .open();
    }

    private DraftText words(TemplateDraft... drafts) {
        return new DraftText(characters.byIds(DraftText.charactersOf(drafts)));
    }
}
