package io.understudy.identity.ui;

import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.accounts.ServiceAccountService;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Styled;

class NewServiceAccountDialog extends FormDialog {
    private final TextField name = new TextField("Name of the service");
    private final DraftKeeper draft = new DraftKeeper("service account", name);

    NewServiceAccountDialog(ServiceAccountService services, Runnable made) {
        super("New service account", "30rem");
        name.setHelperText("Shown as the one who fetched a file");
        name.setPlaceholder("Render farm");
        name.setMaxLength(80);
        name.setRequiredIndicatorVisible(true);
        name.setWidthFull();
        name.setAutofocus(true);
        add(Styled.div("dialog-form", draft));
        confirm(
                "Create service account",
                event -> ErrorMessages.guard(name, () -> {
                    services.create(name.getValue());
                    draft.saved();
                    close();
                    made.run();
                }));
    }
}
