package io.understudy.prompts.templates.ui;

import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateVersion;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.StaleSaveDialog;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

class Saving {
    private final TemplateDesk desk;
    private final TemplateForm form;
    private final @Nullable TemplateDetails base;
    private final Keeping keeping;
    private final Consumer<TemplateDetails> saved;

    Saving(
            TemplateDesk desk,
            TemplateForm form,
            @Nullable TemplateDetails base,
            Keeping keeping,
            Consumer<TemplateDetails> saved) {
        this.desk = desk;
        this.form = form;
        this.base = base;
        this.keeping = keeping;
        this.saved = saved;
    }

    void save() {
        form.submit(draft -> {
            TemplateDetails known = base;
            if (known == null) {
                TemplateDetails made = desk.templates().create(draft, "");
                keeping.done();
                saved.accept(made);
                Notices.done("“" + draft.name() + "” was added");
            } else {
                review(known, draft);
            }
        });
    }

    private void review(TemplateDetails known, TemplateDraft draft) {
        desk.templates().analyse(draft).firstError().ifPresent(problem -> {
            throw Refusal.RuleBroken.in(problem.field(), problem.located());
        });
        TemplateVersion before = desk.versions().get(known.id(), keeping.baseNumber());
        if (draft.equals(before.draft())) {
            Notices.done("Nothing has changed since version " + before.number());
            return;
        }
        DraftWords words = words(before.draft(), draft);
        TwoPaneDiff difference = new TwoPaneDiff(
                "Version " + before.number(), words.of(before.draft()), "As you have it now", words.of(draft));
        new SaveDialog(known.number() + 1, difference, message -> {
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
            made = desk.templates().save(known.id(), known.rowVersion(), draft, message);
        } catch (Refusal.Conflict stale) {
            compare(known, before, draft, message);
            return;
        }
        keeping.done();
        saved.accept(made);
        Notices.done("Saved as version " + made.number());
    }

    private void compare(TemplateDetails known, TemplateDraft before, TemplateDraft draft, String message) {
        TemplateDetails theirs = desk.templates().get(known.id());
        String who = theirs.changedBy() + " saved version " + theirs.number() + " of this template at "
                + Formats.exact(theirs.changedAt()) + ".";
        DraftWords words = words(before, draft, theirs.draft());
        new StaleSaveDialog(
                        who,
                        words.compare(before, draft, theirs.draft()),
                        values -> {
                            TemplateDraft merged = words.merged(values, draft, theirs.draft());
                            form.guard(() -> save(theirs, theirs.draft(), merged, message));
                        },
                        () -> {
                            keeping.done();
                            saved.accept(theirs);
                        })
                .open();
    }

    private DraftWords words(TemplateDraft... drafts) {
        return new DraftWords(desk.characters().byIds(DraftWords.charactersOf(drafts)));
    }
}
