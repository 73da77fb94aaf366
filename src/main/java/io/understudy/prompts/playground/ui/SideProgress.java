package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.signals.Signal;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationPulse;
import io.understudy.generation.GenerationState;
import io.understudy.generation.ui.ResumeButtons;
import io.understudy.shared.ui.Refusals;
import org.jspecify.annotations.Nullable;

/** How far one side is, with stop and go on; tells whoever shows its pictures when one more is there. */
class SideProgress extends Div {
    private final transient PlaygroundDesk desk;
    private final transient GenerationDetails job;
    private final transient Runnable arrived;
    private final Span words = new Span();
    private final ProgressBar bar = new ProgressBar();
    private final Button stop;
    private final ResumeButtons resume;
    private int drawn;

    SideProgress(PlaygroundDesk desk, GenerationDetails job, Runnable arrived) {
        this.desk = desk;
        this.job = job;
        this.arrived = arrived;
        this.drawn = job.pulse().drawn();
        stop = new Button(
                "Stop", click -> Refusals.guard(() -> desk.generation().cancel(job.id())));
        resume = new ResumeButtons(ResumeButtons.of(desk.generation(), job.id()));
        addClassName("side-progress");
        words.getElement().setAttribute("role", "status");
        add(words, bar, stop, resume);
        show(job.pulse());
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        Signal<GenerationPulse> live = desk.progress().of(job.pulse());
        Signal.effect(this, () -> show(live.get()));
    }

    private void show(@Nullable GenerationPulse pulse) {
        if (pulse == null) {
            return;
        }
        GenerationState state = pulse.state();
        bar.setValue(pulse.progress());
        bar.setVisible(!state.isOver());
        stop.setVisible(!state.isOver());
        resume.show(state.isStopped());
        words.setText(inWords(pulse));
        setVisible(state != GenerationState.SUCCEEDED || pulse.refused() > 0);
        if (pulse.drawn() != drawn) {
            drawn = pulse.drawn();
            arrived.run();
        }
    }

    private String inWords(GenerationPulse pulse) {
        String count = "%d of %d pictures drawn by %s".formatted(pulse.drawn(), pulse.pictures(), job.backendName());
        return switch (pulse.state()) {
            case QUEUED -> "Waits for its turn · " + count;
            case RUNNING -> pulse.phase() + " · " + count;
            case SUCCEEDED -> count + "; " + pulse.refused() + " refused";
            case FAILED, CANCELLED -> {
                GenerationDetails now = desk.generation().details(job.id());
                yield "%s %s · %s".formatted(now.failure(), now.advice(), count);
            }
        };
    }
}
