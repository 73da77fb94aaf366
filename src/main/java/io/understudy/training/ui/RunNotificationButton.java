package io.understudy.training.ui;

import com.vaadin.flow.component.Tag;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.ui.BrowserElement;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;

/**
 * A button that asks the browser to say when a run is over, also while another window is in front. It is only there
 * where the browser can do it and nobody said no.
 */
@Tag("run-watch")
class RunNotificationButton extends BrowserElement {
    private final long number;
    private boolean told;

    RunNotificationButton(LiveValue<RunProgress> pulse, long number, RunState state) {
        this.number = number;
        this.told = state.isOver();
        LiveUpdate.show(this, pulse, this::tell);
    }

    private void tell(RunProgress now) {
        getElement().setAttribute("over", now.state().isOver());
        if (now.state().isOver() && !told) {
            getElement()
                    .executeJs(
                            "customElements.whenDefined('run-watch').then(() => this.tell($0, $1))",
                            "Run " + number + ": " + RunLabels.inSentence(now.state()),
                            RunLabels.progress(now));
        }
        told = now.state().isOver();
    }
}
