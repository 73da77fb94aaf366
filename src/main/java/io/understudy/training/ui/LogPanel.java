package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.training.LogLine;
import io.understudy.training.RunProgress;
import io.understudy.training.runs.RunService;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

class LogPanel extends Panel {
    private static final int MOST_LINES = 300;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    /**
     * Only who reads the end is taken along to the new end. Whether one does is noted when one scrolls: once there are
     * more lines, the place that was the end looks like any other.
     */
    private static final String KEEP_AT_END = """
            if (this.readsEnd === undefined) {
              this.readsEnd = true;
              this.addEventListener("scroll", () => {
                this.readsEnd = this.scrollHeight - this.scrollTop - this.clientHeight < 60;
              });
            }
            if (this.readsEnd) { requestAnimationFrame(() => { this.scrollTop = this.scrollHeight; }); }""";

    private final transient RunService runs;
    private final Div lines = Styled.div("log-lines");
    private final Button pause = new Button("Pause scrolling");
    private transient RunProgress latest;
    private boolean paused;
    private int next;

    LogPanel(RunService runs, RunProgress progress) {
        this.runs = runs;
        this.latest = progress;
        addClassName("log-panel");
        lines.getElement().setAttribute("role", "log").setAttribute("tabindex", "0");
        pause.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        pause.addClickListener(event -> pause(!paused));
        add(Panel.head("Log", pause), lines);
        append();
    }

    void follow(RunProgress progress) {
        latest = progress;
        if (progress.logLines() > next) {
            if (paused) {
                showPause();
            } else {
                append();
            }
        }
    }

    private void pause(boolean wanted) {
        paused = wanted;
        if (!paused) {
            append();
        }
        showPause();
    }

    private void showPause() {
        int missed = latest.logLines() - next;
        pause.setText(
                !paused
                        ? "Pause scrolling"
                        : missed == 0
                                ? "Resume scrolling"
                                : Formats.plural(missed, "new line", "new lines") + ", show");
    }

    private void append() {
        List<LogLine> fresh = runs.log(latest.run(), next, MOST_LINES);
        for (LogLine line : fresh) {
            Div row = new Div(TIME.format(line.writtenAt().atZone(BrowserTime.zone())) + "  " + line.line());
            lines.add(row);
            next = line.position() + 1;
        }
        while (lines.getComponentCount() > MOST_LINES) {
            lines.remove(lines.getComponentAt(0));
        }
        if (!fresh.isEmpty()) {
            lines.getElement().executeJs(KEEP_AT_END);
        }
    }
}
