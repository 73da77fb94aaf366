package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.versions.sheets.flags.SheetFlag;
import io.understudy.versions.sheets.flags.SheetFlagService;

class RemoveFlagDialog extends FormDialog {
    private final TextArea reason = new TextArea("Why is it no artifact?");

    RemoveFlagDialog(SheetFlagService flags, SheetFlag flag, Runnable onRemoved) {
        super("Remove flag " + flag.number(), "30rem");
        reason.setWidthFull();
        reason.setMaxLength(SheetFlagService.REASON_LENGTH);
        reason.setRequiredIndicatorVisible(true);
        reason.setManualValidation(true);
        reason.setAutofocus(true);
        DraftKeeper draft = new DraftKeeper("remove-flag/" + flag.id(), reason);
        add(
                new Hint("“%s”, by %s. It stays readable below the others, with your reason."
                        .formatted(flag.words(), flag.flaggedByName())),
                draft);
        confirm("Remove flag", click -> {
            if (ErrorMessages.guard(reason, () -> flags.remove(flag.id(), reason.getValue()))) {
                Notifications.done("Flag " + flag.number() + " is removed.");
                draft.saved();
                onRemoved.run();
                close();
            }
        });
    }
}
