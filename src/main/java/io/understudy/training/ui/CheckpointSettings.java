package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.IntegerField;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.SettingsSection;
import io.understudy.platform.ui.Styled;
import io.understudy.training.checkpoints.CheckpointService;

@org.springframework.stereotype.Component
class CheckpointSettings extends SettingsSection {
    private static final int AFTER_REVIEW = 40;

    private final CheckpointService checkpoints;

    CheckpointSettings(CheckpointService checkpoints) {
        super("Checkpoints", AFTER_REVIEW);
        this.checkpoints = checkpoints;
    }

    @Override
    public Component content() {
        DraftKeeper draft = new DraftKeeper("settings/checkpoints");
        IntegerField days = new IntegerField("Days after the decision");
        days.setMin(0);
        days.setMax(CheckpointService.MOST_GRACE);
        days.setStepButtonsVisible(true);
        days.setValue((int) checkpoints.grace().toDays());
        days.setHelperText(
                "All checkpoints of a run are kept until its version is approved or revoked, and this many days"
                        + " longer; then only the version's file stays. Checkpoints of stopped runs are kept.");
        Button save = new Button("Save", event -> {
            Integer wanted = days.getValue();
            if (ErrorMessages.guard(days, () -> checkpoints.changeGrace(wanted == null ? -1 : wanted))) {
                draft.saved();
                Notifications.done("The checkpoint setting is saved.");
            }
        });
        draft.add(Styled.div("settings-form", days, Styled.div("actions", save)));
        return draft;
    }
}
