package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.understudy.shared.ui.Following;
import io.understudy.shared.ui.Refusals;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import io.understudy.training.rehearsal.Rehearsal;
import io.understudy.training.rehearsal.RehearsalId;
import io.understudy.training.rehearsal.RehearsalService;
import io.understudy.training.rehearsal.RehearsalSignals;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One click trains a minute on the miniature; the checklist below fills itself. */
class RehearsalPanel extends Div {
    private final transient RehearsalService rehearsals;
    private final transient Supplier<Optional<RehearsalId>> begin;
    private final Button start = new Button("Rehearse", VaadinIcon.PLAY_CIRCLE_O.create());
    private final Button stop = new Button("Stop");
    private final ProgressBar bar = new ProgressBar();
    private final Span words = new Span();
    private final RehearsalChecklist checklist = new RehearsalChecklist();
    private final Div sample = new Div();
    private transient @Nullable RehearsalId current;
    private transient @Nullable BlobHash shownSample;
    private boolean running;

    /** @param begin starts a rehearsal; empty when the form has to be put right first */
    RehearsalPanel(RehearsalService rehearsals, RehearsalSignals signals, Supplier<Optional<RehearsalId>> begin) {
        this.rehearsals = rehearsals;
        this.begin = begin;
        addClassNames("panel", "rehearsal");
        start.addClickListener(event -> start());
        start.setDisableOnClick(true);
        stop.addThemeVariants(ButtonVariant.TERTIARY);
        stop.addClickListener(event -> stop());
        words.addClassName("secondary-text");
        words.getElement().setAttribute("aria-live", "polite");
        bar.getElement().setAttribute("aria-label", "Progress of the rehearsal");
        sample.addClassName("rehearsal-sample");
        Div actions = new Div(start, stop, words);
        actions.addClassName("actions");
        add(
                new H2("Rehearsal"),
                new Paragraph("Trains these pictures, captions and settings on the miniature for about a minute, and"
                        + " checks what would otherwise be found out later. It costs nothing."),
                actions,
                bar,
                checklist,
                sample);
        showNothing();
        Following.of(this, signals.changes(), this::refresh);
    }

    /** Shows a rehearsal that was made before. */
    void show(Rehearsal rehearsal) {
        current = rehearsal.id();
        running = rehearsal.isRunning();
        start.setEnabled(!running);
        start.setText("Rehearse again");
        stop.setVisible(running);
        bar.setVisible(running);
        bar.setValue(rehearsal.progress());
        words.setText(RehearsalWords.standing(rehearsal));
        checklist.show(rehearsal);
        checklist.setVisible(true);
        BlobHash drawn = rehearsal.sample();
        sample.setVisible(drawn != null);
        if (drawn != null && !drawn.equals(shownSample)) {
            shownSample = drawn;
            sample.removeAll();
            sample.add(new Image(BlobUrls.of(drawn), "What the miniature drew after the rehearsal"));
        }
    }

    private void showNothing() {
        stop.setVisible(false);
        bar.setVisible(false);
        checklist.setVisible(false);
        sample.setVisible(false);
    }

    private void start() {
        Refusals.guard(() -> begin.get().ifPresent(id -> show(rehearsals.get(id))));
        start.setEnabled(!running);
    }

    private void stop() {
        RehearsalId id = current;
        if (id != null) {
            Refusals.guard(() -> rehearsals.stop(id));
        }
    }

    private void refresh() {
        RehearsalId id = current;
        if (id != null && running) {
            show(rehearsals.get(id));
        }
    }
}
