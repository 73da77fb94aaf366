package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.sheets.flags.ArtifactKind;
import io.understudy.versions.sheets.flags.FlagRegion;
import io.understudy.versions.sheets.flags.SheetFlagService;
import org.jspecify.annotations.Nullable;

class FlagForm extends Div {
    @FunctionalInterface
    interface Store {
        void flag(ArtifactKind kind, FlagRegion mark, String note);
    }

    private final transient Store store;
    private final transient Runnable onClosed;
    private final Paragraph hint = new Hint("To flag an artifact, click a point or drag a box on the picture. By"
            + " keyboard: focus the picture, Enter, arrows, Shift and arrows for a box, Enter.");
    private final Div fields = Styled.div("flag-fields");
    private final Select<ArtifactKind> kind = new Select<>();
    private final TextArea note = new TextArea("Note (optional)");
    private final DraftKeeper kept;
    private transient @Nullable FlagRegion mark;

    /** @param draft key of what is typed, see {@link DraftKeeper} */
    FlagForm(String draft, Store store, Runnable onClosed) {
        this.store = store;
        this.onClosed = onClosed;
        kind.setLabel("What is wrong");
        kind.setItems(ArtifactKind.values());
        kind.setItemLabelGenerator(ArtifactKind::words);
        kind.setWidthFull();
        note.setWidthFull();
        note.setMaxLength(SheetFlagService.NOTE_LENGTH);
        Button flag = Buttons.primary("Flag artifact", click -> flag());
        flag.addClickShortcut(Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        Button cancel = new Button("Cancel", click -> discard());
        kept = new DraftKeeper(draft, kind, note);
        fields.add(kept, Styled.div("actions", flag, cancel));
        addClassName("flag-form");
        fields.setVisible(false);
        add(hint, fields);
    }

    void ask(FlagRegion place) {
        mark = place;
        hint.setVisible(false);
        fields.setVisible(true);
        kind.focus();
    }

    /** What was typed is there again for the next mark on this picture. */
    void close() {
        mark = null;
        kind.setInvalid(false);
        hint.setVisible(true);
        fields.setVisible(false);
        onClosed.run();
    }

    private void discard() {
        kind.clear();
        note.clear();
        kept.saved();
        close();
    }

    private void flag() {
        FlagRegion place = mark;
        ArtifactKind chosen = kind.getValue();
        if (place == null) {
            return;
        }
        if (chosen == null) {
            kind.setErrorMessage("Choose what is wrong.");
            kind.setInvalid(true);
            return;
        }
        try {
            store.flag(chosen, place, note.getValue());
            discard();
        } catch (DomainException.RuleViolation broken) {
            note.setErrorMessage(broken.words());
            note.setInvalid(true);
        } catch (RuntimeException problem) {
            Notifications.refused(ErrorMessages.message(problem));
        }
    }
}
