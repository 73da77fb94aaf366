package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Notifications;
import io.understudy.training.queue.BackendQueue;
import io.understudy.training.queue.QueueService;
import java.util.function.BooleanSupplier;

class QueueControls extends Div {
    private final transient QueueService queues;
    private final transient BackendQueue queue;

    QueueControls(QueueService queues, BackendQueue queue) {
        this.queues = queues;
        this.queue = queue;
        addClassName("actions");
        add(new Button("At a time: " + queue.concurrency(), event -> askConcurrency()));
        add(
                queue.paused()
                        ? new Button("Resume queue", VaadinIcon.PLAY.create(), event -> resume())
                        : new Button("Pause queue", VaadinIcon.PAUSE.create(), event -> askReason()));
    }

    private void resume() {
        ErrorMessages.guard(() -> {
            queues.resume(queue.backend());
            Notifications.done("The queue of " + queue.name() + " is resumed");
        });
    }

    private void askReason() {
        TextField reason = new TextField("Why (optional)");
        reason.setHelperText("Shown to everyone whose run is waiting. Runs in progress continue.");
        reason.setMaxLength(200);
        reason.setWidthFull();
        reason.setAutofocus(true);
        ask("Pause the queue of " + queue.name() + "?", "Pause queue", "pause", reason, () -> {
            if (ErrorMessages.guard(reason, () -> queues.pause(queue.backend(), reason.getValue()))) {
                Notifications.done("The queue of " + queue.name() + " is paused; runs in progress continue");
                return true;
            }
            return false;
        });
    }

    private void askConcurrency() {
        IntegerField runs = new IntegerField("Runs at a time");
        runs.setHelperText(
                queue.remote()
                        ? "On all servers together. A higher limit costs more at once, not more in total."
                        : "On each server. Runs share its processor: with a higher limit each is slower.");
        runs.setValue(queue.concurrency());
        runs.setMin(1);
        runs.setMax(QueueService.MOST_AT_ONCE);
        runs.setStepButtonsVisible(true);
        runs.setAutofocus(true);
        ask(queue.name(), "Save", "limit", runs, () -> {
            Integer wanted = runs.getValue();
            return ErrorMessages.guard(
                    runs, () -> queues.changeConcurrency(queue.backend(), wanted == null ? 0 : wanted));
        });
    }

    private void ask(String title, String confirm, String what, Component field, BooleanSupplier action) {
        FormDialog dialog = new FormDialog(title, "28rem");
        DraftKeeper draft = new DraftKeeper("queue/" + queue.backend() + "/" + what, field);
        dialog.add(draft);
        dialog.confirm(confirm, event -> {
            if (action.getAsBoolean()) {
                draft.saved();
                dialog.close();
            }
        });
        dialog.open();
    }
}
