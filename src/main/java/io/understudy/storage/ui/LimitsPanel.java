package io.understudy.storage.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.IntegerField;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.limits.UploadLimits;

class LimitsPanel extends Panel {
    LimitsPanel(UploadLimits limits) {
        super("Upload limits");
        DraftKeeper draft = new DraftKeeper("settings/upload-limits");
        IntegerField team = field("The whole team, in GB", limits.team());
        team.setHelperText(
                "0 is no limit. All stored files count; what runs and test sheets produce is never refused.");
        IntegerField day = field("One person a day, in GB", limits.personADay());
        day.setHelperText("0 is no limit. A day begins at midnight UTC.");
        IntegerField files = field("One person a day, in files", limits.personFilesADay());
        files.setHelperText("0 is no limit. What is stored already counts once.");
        draft.add(Styled.div(
                "settings-form", team, day, files, Styled.div("actions", new Button("Save limits", event -> {
                    if (ErrorMessages.guard(() -> limits.change(value(team), value(day), value(files)))) {
                        draft.saved();
                        Notifications.done("The upload limits are saved.");
                    }
                }))));
        add(draft);
    }

    private static IntegerField field(String label, int value) {
        IntegerField field = new IntegerField(label);
        field.setMin(0);
        field.setMax(UploadLimits.MOST);
        field.setValue(value);
        return field;
    }

    private static int value(IntegerField field) {
        Integer wanted = field.getValue();
        return wanted == null ? -1 : wanted;
    }
}
