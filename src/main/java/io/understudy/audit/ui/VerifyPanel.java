package io.understudy.audit.ui;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.audit.AuditService;
import io.understudy.audit.ChainVerification;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import java.util.concurrent.atomic.AtomicBoolean;

/** Checks the whole chain on its own thread and shows what it found. */
class VerifyPanel extends Panel {
    private static final int MOST_SHOWN = 100;

    private final transient AuditService audit;
    private final Button button =
            new Button("Verify trail", VaadinIcon.CHECK_CIRCLE_O.create(), event -> start("", () -> {}));
    private final Button compare = new Button("Compare with a signed state", event -> askForSignedState());
    private final ProgressBar bar = new ProgressBar();
    private final Span words = new Span();
    private final Button cancel = new Button("Stop check");
    private final transient Runnable read;
    private transient AtomicBoolean stop = new AtomicBoolean();

    /** @param read is run when the trail was read, for what others show of it */
    VerifyPanel(AuditService audit, Runnable read) {
        this.audit = audit;
        this.read = read;
        addClassName("verify-panel");
        setVisible(false);
        getElement().setAttribute("aria-live", "polite");
        button.setDisableOnClick(true);
        cancel.addClickListener(event -> stop.set(true));
    }

    Button button() {
        return button;
    }

    Button compare() {
        return compare;
    }

    private void askForSignedState() {
        FormDialog dialog = new FormDialog("Compare with a signed state", "min(44rem, 100%)");
        TextArea kept = new TextArea("Signed states");
        kept.setHelperText(
                "From the server log or the anchor file: one or more, below each other, each with its line that begins"
                        + " with a dash.");
        kept.setWidthFull();
        kept.setRequiredIndicatorVisible(true);
        kept.setAutofocus(true);
        kept.setMinRows(6);
        kept.setMaxRows(14);
        DraftKeeper draft = new DraftKeeper("signed-states", kept);
        dialog.add(draft);
        dialog.confirm("Compare", event -> {
            if (kept.isEmpty()) {
                kept.setErrorMessage("Please paste at least one signed state");
                kept.setInvalid(true);
                return;
            }
            dialog.close();
            start(kept.getValue(), draft::saved);
        });
        dialog.open();
    }

    /** @param compared is run when the whole trail was read */
    private void start(String kept, Runnable compared) {
        button.setEnabled(false);
        removeAll();
        bar.setValue(0);
        words.setText("Reading the trail…");
        add(bar, words, cancel);
        setVisible(true);
        AtomicBoolean stopThis = new AtomicBoolean();
        stop = stopThis;
        UI ui = UI.getCurrent();
        Runnable work = () -> {
            try {
                ChainVerification found =
                        audit.verify(kept, (rows, of) -> ui.access(() -> progress(rows, of)), stopThis::get);
                ui.access(() -> {
                    show(found);
                    read.run();
                    if (!(found instanceof ChainVerification.Stopped)) {
                        compared.run();
                    }
                });
            } catch (UIDetachedException closed) {
                // A person who closes the page does not wait for the answer.
                stopThis.set(true);
            } catch (RuntimeException problem) {
                ui.access(() -> fail(problem));
            }
        };
        BackgroundThreads.startAsCaller("verify-audit", work);
    }

    private void progress(long rows, long of) {
        bar.setValue((double) rows / of);
        words.setText(Formats.count(rows) + " of " + Formats.count(of) + " rows");
    }

    private void show(ChainVerification found) {
        removeAll();
        add(
                switch (found) {
                    case ChainVerification.Unbroken unbroken ->
                        new StateBadge(
                                unbroken.words(),
                                unbroken.settled() == 0 ? BadgeTone.GOOD : BadgeTone.NEUTRAL,
                                VaadinIcon.CHECK);
                    case ChainVerification.Broken broken ->
                        new StateBadge(broken.words(), BadgeTone.BAD, VaadinIcon.CLOSE);
                    case ChainVerification.Contradicted contradicted ->
                        new StateBadge(
                                Formats.plural(
                                                contradicted.disagreements().size(),
                                                "entry contradicts",
                                                "entries contradict")
                                        + " the audit trail",
                                BadgeTone.BAD,
                                VaadinIcon.CLOSE);
                    case ChainVerification.Stopped stopped ->
                        new StateBadge(stopped.words(), BadgeTone.NEUTRAL, VaadinIcon.STOP);
                });
        Span meaning = Styled.span(
                "secondary-text written-text",
                switch (found) {
                    case ChainVerification.Unbroken unbroken ->
                        "Fingerprint of the last row: " + unbroken.hash()
                                + ". Every day the server signs the state of the trail and writes it to its log and to the anchor"
                                + " file: a person who rewrites the trail cannot reproduce those.";
                    case ChainVerification.Broken broken ->
                        "Compare the database with its last backup from before row " + Formats.count(broken.sequence())
                                + " was changed.";
                    case ChainVerification.Contradicted contradicted ->
                        "The %s rows of the trail are unbroken, but the database was changed outside the program. Compare it with"
                                        .formatted(Formats.count(contradicted.rows()))
                                + " a backup.";
                    case ChainVerification.Stopped stopped -> "Start again to check the rest.";
                });
        add(meaning);
        if (found instanceof ChainVerification.Contradicted contradicted) {
            UnorderedList list = new UnorderedList();
            contradicted.disagreements().stream()
                    .limit(MOST_SHOWN)
                    .map(ListItem::new)
                    .forEach(list::add);
            add(list);
            int more = contradicted.disagreements().size() - MOST_SHOWN;
            if (more > 0) {
                add(new Span("And " + Formats.count(more) + " more."));
            }
        }
        button.setEnabled(true);
    }

    private void fail(RuntimeException problem) {
        removeAll();
        add(
                new StateBadge("could not be verified", BadgeTone.BAD, VaadinIcon.WARNING),
                new Span(ErrorMessages.message(problem)));
        button.setEnabled(true);
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        stop.set(true);
    }
}
