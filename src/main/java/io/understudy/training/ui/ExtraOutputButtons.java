package io.understudy.training.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.SlowWork;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.queue.ExtraOutputService;
import org.springframework.stereotype.Component;

/** Shown while a run trains where its trainer can be asked for more. */
@Component
class ExtraOutputButtons {
    private final ExtraOutputService extras;

    ExtraOutputButtons(ExtraOutputService extras) {
        this.extras = extras;
    }

    Button checkpoint(RunId run, LiveValue<RunProgress> pulse) {
        return button("Save now", VaadinIcon.DOWNLOAD, run, pulse, ExtraOutput.CHECKPOINT);
    }

    Button samples(RunId run, LiveValue<RunProgress> pulse) {
        return button("More samples", VaadinIcon.PICTURE, run, pulse, ExtraOutput.SAMPLES);
    }

    private Button button(String text, VaadinIcon icon, RunId run, LiveValue<RunProgress> pulse, ExtraOutput wanted) {
        Button button = new Button(text, icon.create(), event -> ask(event.getSource(), run, wanted));
        button.setDisableOnClick(true);
        LiveUpdate.show(
                button,
                pulse,
                now -> now.state() == RunState.RUNNING,
                trains -> button.setVisible(trains && extras.offered(run).contains(wanted)));
        return button;
    }

    private void ask(Button button, RunId run, ExtraOutput wanted) {
        SlowWork.inBackground(
                UI.getCurrent(),
                () -> {
                    extras.ask(run, wanted);
                    return wanted;
                },
                asked -> Notifications.done("The trainer makes " + asked.words() + " after its current step"),
                () -> button.setEnabled(true));
    }
}
