package io.understudy.datasets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.quality.ShotTypeCorrection;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import java.util.List;

class ShotTypeDialog extends FormDialog {
    private final transient DatasetPageModel model;
    private final transient List<PictureId> pictures;
    private final RadioButtonGroup<ShotType> shot = new RadioButtonGroup<>();
    private final TextField reason = new TextField("Why?");
    private final DraftKeeper draft;

    ShotTypeDialog(DatasetPageModel model, List<PictureId> pictures) {
        super("Shot type of " + Formats.plural(pictures.size(), "picture", "pictures"), "30rem");
        this.model = model;
        this.pictures = pictures;
        this.draft = new DraftKeeper("shot-type/" + RepeatsDialog.key(pictures), reason);
        shot.setLabel(pictures.size() == 1 ? "It shows" : "They show");
        shot.setItems(ShotType.values());
        shot.setItemLabelGenerator(ShotType::words);
        reason.setWidthFull();
        reason.setPlaceholder("such as: drawings, the network finds nobody");
        reason.setMaxLength(300);
        Paragraph words = new Hint("Your choice replaces the measured shot type in the composition and in proposed"
                + " captions. It is saved with your name and the reason.");
        add(Styled.div("dialog-form", words, shot, draft));
        Button keep = confirm("Save shot type", event -> keep());
    }

    private void keep() {
        ShotType chosen = shot.getValue();
        shot.setInvalid(chosen == null);
        shot.setErrorMessage("Choose a shot type.");
        if (chosen == null) {
            return;
        }
        boolean kept = ErrorMessages.guard(reason, () -> {
            ShotTypeCorrection said = model.measuring().correctShot(pictures, chosen, reason.getValue());
            model.announce(
                    said.pictures() > 0,
                    Formats.plural(said.pictures(), "picture counts", "pictures count") + " as " + chosen.words() + ".",
                    () -> model.measuring().takeBack(said));
        });
        if (kept) {
            draft.saved();
            close();
            model.change(() -> {});
        }
    }
}
