package io.understudy.characters.ui;

import com.vaadin.flow.component.button.Button;
import io.understudy.characters.CharacterDetails;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.EditConflictDialog;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Notifications;
import java.util.List;
import java.util.Map;

class EditCharacterDialog extends FormDialog {
    private final CharacterService characters;
    private final CharacterDetails opened;
    private final CharacterForm form;
    private final DraftKeeper kept;
    private final Runnable refresh;

    EditCharacterDialog(CharacterService characters, CharacterDetails opened, Runnable refresh) {
        super("Edit " + opened.summary().name(), "36rem");
        this.characters = characters;
        this.opened = opened;
        this.refresh = refresh;
        this.form = new CharacterForm(
                opened.summary().slug(),
                characters.triggerWordsOfOthers(opened.summary().id()));
        form.show(opened.draft());
        kept = new DraftKeeper("character/" + opened.summary().id(), form);
        add(kept);
        Button save = confirm(
                "Save character",
                event -> form.submit(draft -> save(opened.summary().rowVersion(), draft)));
    }

    private void save(long rowVersion, CharacterDraft draft) {
        try {
            characters.edit(opened.summary().id(), rowVersion, draft);
            kept.saved();
            close();
            refresh.run();
            Notifications.done("Character saved");
        } catch (DomainException.Conflict stale) {
            CharacterDetails theirs = characters.details(opened.summary().slug());
            if (theirs.draft().equals(opened.draft()) && theirs.summary().rowVersion() != rowVersion) {
                // Something else about the character changed, such as its cover: nothing to decide here.
                save(theirs.summary().rowVersion(), draft);
            } else {
                decide(theirs, draft);
            }
        }
    }

    private void decide(CharacterDetails theirs, CharacterDraft mine) {
        String who = theirs.changedBy() + " saved this character at " + BrowserTime.exact(theirs.changedAt()) + ".";
        new EditConflictDialog(
                        who,
                        parts(opened.draft(), mine, theirs.draft()),
                        values -> {
                            CharacterDraft chosen = draft(values);
                            form.show(chosen);
                            form.submit(draft -> save(theirs.summary().rowVersion(), draft));
                        },
                        () -> {
                            kept.saved();
                            close();
                            refresh.run();
                        })
                .open();
    }

    private static List<EditConflictDialog.Part> parts(
            CharacterDraft before, CharacterDraft mine, CharacterDraft theirs) {
        return List.of(
                new EditConflictDialog.Part("name", "Name", before.name(), mine.name(), theirs.name()),
                new EditConflictDialog.Part("subject", "Subject", before.subject(), mine.subject(), theirs.subject()),
                new EditConflictDialog.Part(
                        "triggerWord", "Trigger word", before.triggerWord(), mine.triggerWord(), theirs.triggerWord()),
                new EditConflictDialog.Part(
                        "description", "Description", before.description(), mine.description(), theirs.description()));
    }

    private static CharacterDraft draft(Map<String, String> values) {
        return CharacterDraft.of(
                values.getOrDefault("name", ""),
                values.getOrDefault("subject", ""),
                values.getOrDefault("triggerWord", ""),
                values.getOrDefault("description", ""));
    }
}
