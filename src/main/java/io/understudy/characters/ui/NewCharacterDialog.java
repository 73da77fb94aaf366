package io.understudy.characters.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.LikenessBasis;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;

class NewCharacterDialog extends FormDialog {
    private final CharacterService characters;
    private final CharacterForm form;
    private final DraftKeeper kept;
    private final RadioButtonGroup<LikenessBasis> basis = new RadioButtonGroup<>("Likeness basis");

    NewCharacterDialog(CharacterService characters) {
        super("New character", "36rem");
        this.characters = characters;
        this.form = new CharacterForm(null, characters.triggerWords());
        basis.setItems(LikenessBasis.values());
        basis.setRenderer(Hint.ofChoices(LikenessBasis::label, LikenessBasis::meaning));
        basis.setHelperText(
                "Why the team may use this likeness. It can be added later, but without it no run can be launched. The"
                        + " consent file is uploaded on the next page.");
        basis.addClassName("likeness-choice");
        kept = new DraftKeeper("character/new", form, basis);
        add(kept);
        Button create = confirm("Create character", event -> create());
    }

    private void create() {
        boolean fileNeeded = basis.getValue() == LikenessBasis.CONSENT;
        form.submit(draft -> {
            CharacterSummary character = characters.create(draft, fileNeeded ? null : basis.getValue());
            kept.saved();
            close();
            Notifications.done(character.name() + " was added");
            UI.getCurrent()
                    .navigate(
                            fileNeeded
                                    ? CharacterRoutes.consent(character.slug())
                                    : CharacterRoutes.overview(character.slug()));
        });
    }
}
