package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Composite;
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

/** How far the drawing of a sheet is, with stop and go on. */
class DrawingProgress extends Composite<Div> {
    private final transient SheetDesk desk;
    private final transient GenerationDetails job;
    private final Span words = new Span();
    private final ProgressBar bar = new ProgressBar();
    private final Button stop;
    private final ResumeButtons resume;

    /** @param resume has the missing pictures drawn */
    DrawingProgress(SheetDesk desk, GenerationDetails job, ResumeButtons.Door resume) {
        this.desk = desk;
        this.job = job;
        stop = new Button(
                "Stop", click -> Refusals.guard(() -> desk.generation().cancel(job.id())));
        this.resume = new ResumeButtons(resume);
        getContent().addClassNames("panel", "sheet-progress");
        words.getElement().setAttribute("role", "status");
        getContent().add(words, bar, stop, this.resume);
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
    }

    private String inWords(GenerationPulse pulse) {
        String count = "%d of %d pictures drawn by %s".formatted(pulse.drawn(), pulse.pictures(), job.backendName());
        return switch (pulse.state()) {
            case QUEUED -> "Waits for its turn · " + count;
            case RUNNING -> pulse.phase() + " · " + count;
            case SUCCEEDED ->
                count + "; " + pulse.refused()
                        + " refused, the places say why. Upload pictures made elsewhere instead.";
            case FAILED, CANCELLED -> {
                GenerationDetails now = desk.generation().details(job.id());
                yield "%s %s · %s".formatted(now.failure(), now.advice(), count);
            }
        };
    }
}
