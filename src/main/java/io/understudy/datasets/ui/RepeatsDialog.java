package io.understudy.datasets.ui;

import com.vaadin.flow.component.textfield.IntegerField;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

class RepeatsDialog extends FormDialog {
    private final transient DatasetPageModel model;
    private final transient List<PictureId> pictures;
    private final IntegerField times = new IntegerField("Times in an epoch");
    private final DraftKeeper draft;

    RepeatsDialog(DatasetPageModel model, List<PictureId> pictures) {
        super("Repeats of " + Formats.plural(pictures.size(), "picture", "pictures"), "30rem");
        this.model = model;
        this.pictures = pictures;
        this.draft = new DraftKeeper("repeats/" + key(pictures), times);
        times.setMin(1);
        times.setMax(PictureChoices.MOST_REPEATS);
        times.setStepButtonsVisible(true);
        Set<Integer> now = model.choices().repeatsOf(pictures);
        if (now.size() == 1) {
            times.setValue(now.iterator().next());
        } else {
            times.setPlaceholder("As each picture has it");
        }
        add(Styled.div(
                "dialog-form",
                new Hint("An epoch shows each picture this often, like the number of a kohya folder. kohya and"
                        + " ai-toolkit train that way; backends without repeats show all pictures equally often."),
                draft));
        confirm("Save repeats", event -> keep());
    }

    /** The same for the same pictures, in whichever order they were chosen. */
    static UUID key(List<PictureId> pictures) {
        return UUID.nameUUIDFromBytes(pictures.stream()
                .map(picture -> picture.value().toString())
                .sorted()
                .collect(Collectors.joining(","))
                .getBytes(StandardCharsets.UTF_8));
    }

    private void keep() {
        int wanted = Objects.requireNonNullElse(times.getValue(), 0);
        boolean kept = ErrorMessages.guard(times, () -> {
            Map<PictureId, Integer> before = model.choices().repeat(pictures, wanted);
            if (before.isEmpty()) {
                Notifications.done("Nothing changed: each of them has these repeats already.");
            } else {
                Notifications.undoable(
                        "Repeats of " + Formats.plural(before.size(), "picture", "pictures") + " saved.",
                        () -> model.change(() -> takeBack(before, wanted)));
            }
        });
        if (kept) {
            draft.saved();
            close();
            model.change(() -> {});
        }
    }

    private void takeBack(Map<PictureId, Integer> before, int set) {
        int kept = model.choices().takeBack(before, set);
        if (kept > 0) {
            Notifications.done(
                    Formats.plural(kept, "picture keeps", "pictures keep") + " the repeats that were set since.");
        }
    }
}
