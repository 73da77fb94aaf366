package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.UploadButton;
import com.vaadin.flow.component.upload.UploadDropZone;
import com.vaadin.flow.component.upload.UploadManager;
import com.vaadin.flow.component.upload.UploadManager.FileRejectionReason;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.CaptionFile;
import io.understudy.datasets.IntakeLimits;
import io.understudy.datasets.IntakeReport;
import io.understudy.datasets.PictureIntake;
import io.understudy.datasets.RejectedFile;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Refusals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many files at once from the browser straight into the store: a few at a time, none of it in the session, never under
 * the session's lock. The page hears of each file when it is checked.
 */
class PhotoUpload {
    /** Said wherever files can be chosen or dropped, before anybody does. */
    static final String LIMITS = "JPEG, PNG or WebP up to " + Formats.bytes(IntakeLimits.PICTURE_BYTES)
            + " each, or a zip up to " + Formats.bytes(IntakeLimits.ZIP_BYTES) + "; at most " + IntakeLimits.PICTURES
            + " files at once. A .txt beside a picture is its caption.";

    private static final int TOLD_EVERY = 5;
    private static final Logger LOG =
            LoggerFactory.getLogger(MethodHandles.lookup().lookupClass());

    private final transient PictureIntake intake;
    private final transient CaptionFileDrop captions;
    private final CharacterId character;
    private final transient Runnable coming;
    private final transient Runnable arrived;
    private final UploadPanel panel = new UploadPanel();
    private final UploadManager manager;
    private final UploadButton button;
    private final AtomicInteger running = new AtomicInteger();

    /**
     * @param coming hears of each file when it is checked
     * @param arrived hears that the browser has sent all of them
     */
    PhotoUpload(
            PictureIntake intake, CaptionFileDrop captions, CharacterId character, Runnable coming, Runnable arrived) {
        this.captions = captions;
        this.intake = intake;
        this.character = character;
        this.coming = coming;
        this.arrived = arrived;
        // The handler runs without the session's lock, so it must not touch components outside of UI.access.
        UploadHandler handler = this::receive;
        manager = new UploadManager(panel, handler);
        manager.setMaxFiles(IntakeLimits.PICTURES);
        manager.setMaxFileSize(IntakeLimits.ZIP_BYTES);
        manager.setAcceptedFileExtensions(".jpg", ".jpeg", ".png", ".webp", ".zip", ".txt", ".caption");
        manager.addFileRejectedListener(
                event -> panel.rejected(List.of(new RejectedFile(event.getFileName(), reason(event.getReason())))));
        manager.addAllFinishedListener(event -> {
            manager.clearFileList();
            settleCaptions(true);
            arrived.run();
        });
        button = new UploadButton("Add photos", manager);
        button.setTooltipText(LIMITS);
    }

    UploadButton button() {
        return button;
    }

    /**
     * The browser sends only while the page is open: what is still on its way would be lost without a word, so whoever
     * leaves is asked.
     */
    void askBeforeLeaving(BeforeLeaveEvent event) {
        if (running.get() == 0) {
            return;
        }
        BeforeLeaveEvent.ContinueNavigationAction leave = event.postpone();
        ConfirmDialog confirm = new ConfirmDialog();
        confirm.setHeader("Photos are still being uploaded");
        confirm.setText("Leaving this page stops the upload. What has arrived stays in the set.");
        confirm.setCancelable(true);
        confirm.setCancelText("Stay");
        confirm.setConfirmText("Leave");
        confirm.addConfirmListener(confirmed -> leave.proceed());
        confirm.addCancelListener(cancelled -> leave.cancel());
        confirm.open();
    }

    UploadPanel progress() {
        return panel;
    }

    /** Files may be dropped anywhere over this content. */
    Component dropZone(Component content) {
        Span limits = new Span("Drop photos anywhere here. " + LIMITS);
        limits.addClassNames("secondary-text", "drop-hint");
        Div inside = new Div(content, limits);
        UploadDropZone zone = new UploadDropZone(inside, manager);
        zone.getElement().getClassList().add("photo-drop");
        return zone;
    }

    private void receive(UploadEvent event) throws IOException {
        UI ui = event.getUI();
        String name = event.getFileName();
        running.incrementAndGet();
        try (InputStream in = event.getInputStream()) {
            if (CaptionFile.isOne(name)) {
                captions.receive(name, in);
                finish(ui, new IntakeReport(List.of(), 0, List.of(), List.of()));
                return;
            }
            IntakeReport report = intake.take(character, name, in, (done, total) -> {
                if (total > 1 && (done % TOLD_EVERY == 0 || done == total)) {
                    tell(ui, () -> panel.checking(name, done, total));
                }
            });
            if (report.added().isEmpty() && !report.rejected().isEmpty()) {
                event.reject(report.rejected().getFirst().reason());
            }
            finish(ui, report);
        } catch (UncheckedIOException brokenOff) {
            finish(ui, refused(name, "the upload broke off: add it again"));
            throw brokenOff.getCause();
        } catch (RuntimeException problem) {
            event.reject(problem instanceof Refusal refusal ? refusal.words() : "it could not be kept");
            finish(ui, refused(name, Refusals.inWords(problem)));
        }
    }

    private static IntakeReport refused(String name, String reason) {
        return new IntakeReport(List.of(), 0, List.of(new RejectedFile(name, reason)), List.of());
    }

    private void finish(UI ui, IntakeReport report) {
        boolean last = running.decrementAndGet() == 0;
        tell(ui, () -> received(report, last));
    }

    private static void tell(UI ui, Command words) {
        try {
            ui.access(words);
        } catch (UIDetachedException closed) {
            // Whoever closed the page finds the pictures in the set when they come back.
            LOG.debug("Nobody looks at this upload any more", closed);
        }
    }

    private void received(IntakeReport report, boolean last) {
        panel.received(report);
        if (last) {
            settleCaptions(false);
        }
        coming.run();
    }

    private void settleCaptions(boolean noMoreCome) {
        try {
            IntakeReport settled = captions.settle(noMoreCome);
            if (!settled.notes().isEmpty() || !settled.rejected().isEmpty()) {
                panel.received(settled);
            }
        } catch (RuntimeException problem) {
            Notices.refused(Refusals.inWords(problem));
        }
    }

    private static String reason(FileRejectionReason reason) {
        return switch (reason) {
            case TOO_MANY_FILES -> "more than " + IntakeLimits.PICTURES + " files were chosen at once: add it later";
            case FILE_TOO_LARGE -> "it is larger than " + Formats.bytes(IntakeLimits.ZIP_BYTES) + ": split it";
            case INCORRECT_FILE_TYPE -> "it is no JPEG, PNG, WebP, zip or .txt by its name";
            case UNKNOWN -> "the browser could not send it: add it again";
        };
    }
}
