package io.understudy.datasets.ui;

import com.vaadin.flow.component.textfield.IntegerField;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.Map;

class RepeatsDialog extends FormDialog {
    private final transient DatasetPageModel model;
    private final transient List<PictureId> pictures;
    private final IntegerField times = new IntegerField("Times in an epoch");
    private final DraftKeeper draft = new DraftKeeper("repeats", times);

    RepeatsDialog(DatasetPageModel model, List<PictureId> pictures) {
        super("Repeats of " + Formats.plural(pictures.size(), "picture", "pictures"), "30rem");
        this.model = model;
        this.pictures = pictures;
        times.setMin(1);
        times.setMax(PictureChoices.MOST_REPEATS);
        times.setStepButtonsVisible(true);
        times.setValue(
                pictures.size() == 1
                        ? model.datasets().picture(pictures.getFirst()).repeats()
                        : 1);
        add(Styled.div(
                "list-content",
                new Hint("An epoch shows these pictures so often, as kohya's folders do. kohya and ai-toolkit train"
                        + " that way; backends without repeats train on each picture equally often."),
                times,
                draft));
        confirm("Save repeats", event -> keep());
    }

    private void keep() {
        Integer wanted = times.getValue();
        boolean kept = ErrorMessages.guard(times, () -> {
            Map<PictureId, Integer> before = model.choices().repeat(pictures, wanted == null ? 0 : wanted);
            if (before.isEmpty()) {
                Notifications.done("Nothing changed: each of them has these repeats already.");
            } else {
                Notifications.undoable(
                        "Repeats of " + Formats.plural(before.size(), "picture", "pictures") + " saved.",
                        () -> model.change(() -> model.choices().repeat(before)));
            }
        });
        if (kept) {
            draft.saved();
            close();
            model.change(() -> {});
        }
    }
}
