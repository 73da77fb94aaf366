package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.UploadButton;
import com.vaadin.flow.component.upload.UploadDropZone;
import com.vaadin.flow.component.upload.UploadManager;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.intake.ArrivalService;
import io.understudy.datasets.intake.CaptionFile;
import io.understudy.datasets.intake.IntakeReport;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.outages.Outages;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.StreamedUpload;
import io.understudy.platform.ui.Styled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many files at once from the browser straight into the store: a few at a time, none of it in the session, never under
 * the session's lock. The page is notified of each file when it is checked.
 */
class PhotoUpload {
    /** Said wherever files can be chosen or dropped, before anyone does. */
    static final String LIMITS = "JPEG, PNG or WebP up to " + Formats.bytes(IntakeLimits.PICTURE_BYTES)
            + " each, or a zip up to " + Formats.bytes(IntakeLimits.ZIP_BYTES) + " with at most "
            + IntakeLimits.PICTURES
            + " pictures. A .txt or .json next to a picture is its caption; settings of kohya, ai-toolkit or"
            + " OneTrainer that come with their folders count. HEIC and AVIF cannot be read: save such"
            + " photos as JPEG first (iPhone: Settings, Camera, Formats, Most Compatible).";

    private static final int TOLD_EVERY = 5;
    private static final Logger LOG =
            LoggerFactory.getLogger(MethodHandles.lookup().lookupClass());

    private final transient ArrivalService arrivals;
    private final transient CaptionFileDrop captions;
    private final transient Outages outages;
    private final CharacterId character;
    private final transient Runnable coming;
    private final UploadPanel panel;
    private final UploadManager manager;
    private final UploadButton button;
    private final AtomicInteger running = new AtomicInteger();
    private boolean sending;

    /**
     * @param account of the person whose page this is: nobody else in this browser sees what waits to be sent
     * @param coming receives each file when it is checked
     * @param arrived is called when the browser has sent all of them
     */
    PhotoUpload(
            ArrivalService arrivals,
            CaptionFileDrop captions,
            Outages outages,
            CharacterId character,
            UUID account,
            Runnable coming,
            Runnable arrived) {
        this.captions = captions;
        this.outages = outages;
        this.arrivals = arrivals;
        this.character = character;
        this.coming = coming;
        panel = new UploadPanel(account, character, outages);
        // The handler runs without the session's lock, so it must not touch components outside of UI.access.
        manager = new UploadManager(panel, new Receiver());
        // Any number of files: what a browser does not send of a drop, the same drop would not send again either.
        manager.setMaxFileSize(IntakeLimits.ZIP_BYTES);
        manager.setAcceptedFileExtensions(
                ".jpg",
                ".jpeg",
                ".jfif",
                ".jpe",
                ".png",
                ".webp",
                ".zip",
                ".txt",
                ".caption",
                ".json",
                ".jsonl",
                ".csv",
                ".toml",
                ".yaml",
                ".yml");
        panel.onSending(() -> sending = true);
        panel.onSent(failed -> {
            sending = false;
            // Pictures that could not be sent may still be: their captions wait for them.
            settleCaptions(failed == 0);
            arrived.run();
        });
        button = new UploadButton("Add photos", manager);
        button.setTooltipText(LIMITS);
    }

    UploadButton button() {
        return button;
    }

    /**
     * The browser sends only while the page is open: what is still on its way would be lost without a word, so the
     * person who leaves is asked.
     */
    void askBeforeLeaving(BeforeLeaveEvent event) {
        if (running.get() == 0 && !sending) {
            return;
        }
        BeforeLeaveEvent.ContinueNavigationAction leave = event.postpone();
        ConfirmDialog confirm = Confirmation.of(
                "Photos are still being uploaded",
                "Leaving this page stops the upload; it continues when you come back. What has arrived stays in the"
                        + " dataset.",
                "Leave",
                "Stay",
                leave::proceed);
        confirm.addCancelListener(cancelled -> leave.cancel());
        confirm.open();
    }

    UploadPanel progress() {
        return panel;
    }

    Component dropZone(Component content) {
        Span limits = Styled.span("secondary-text drop-hint", "Drop photos anywhere here. " + LIMITS);
        Div inside = new Div(content, limits);
        UploadDropZone zone = new UploadDropZone(inside, manager);
        zone.getElement().getClassList().add("photo-drop");
        return zone;
    }

    private class Receiver implements UploadHandler {
        @Override
        public void handleUploadRequest(UploadEvent event) throws IOException {
            receive(event);
        }

        /** Files keep arriving while a dialog is open over the page. */
        @Override
        public boolean isAllowInert() {
            return true;
        }
    }

    private void receive(UploadEvent event) throws IOException {
        UI ui = event.getUI();
        running.incrementAndGet();
        UploadResult answer;
        try (InputStream in = event.getInputStream()) {
            answer = take(ui, event.getFileName(), in);
            // A browser receives an answer only after it has sent everything.
            in.skip(IntakeLimits.PICTURE_BYTES);
        } catch (UncheckedIOException brokenOff) {
            LOG.debug("An upload broke off; the browser sends it again", brokenOff);
            throw brokenOff.getCause();
        } finally {
            boolean last = running.decrementAndGet() == 0;
            StreamedUpload.tell(ui, () -> received(last));
        }
        event.getResponse().setContentType("application/json;charset=utf-8");
        event.getResponse().getWriter().write(JsonMapper.shared().writeValueAsString(answer));
    }

    private UploadResult take(UI ui, String name, InputStream in) throws IOException {
        try {
            if (CaptionFile.isOne(name)) {
                captions.receive(name, in);
                return UploadResult.DELIVERED;
            }
            Optional<String> leftOut = captions.leftOut(name);
            if (leftOut.isPresent()) {
                return UploadResult.refused(leftOut.get());
            }
            IntakeReport taken = arrivals.take(character, name, in, (done, total) -> {
                if (total > 1 && (done % TOLD_EVERY == 0 || done == total)) {
                    StreamedUpload.tell(ui, () -> panel.storing(name, done, total));
                }
            });
            if (taken.picture() != null) {
                captions.received(name, taken.picture(), !taken.added().isEmpty());
            }
            return UploadResult.of(name, taken);
        } catch (UncheckedIOException brokenOff) {
            throw brokenOff;
        } catch (DomainException | AccessDeniedException refused) {
            return UploadResult.refused(ErrorMessages.message(refused));
        } catch (RuntimeException problem) {
            return outages.notice(problem).isPresent()
                    ? UploadResult.AWAY
                    : UploadResult.again(ErrorMessages.message(problem));
        }
    }

    private void received(boolean last) {
        if (last) {
            settleCaptions(false);
        }
        coming.run();
    }

    private void settleCaptions(boolean noMoreCome) {
        try {
            CaptionFileDrop.Settled settled = captions.settle(noMoreCome);
            if (!settled.isEmpty()) {
                panel.settled(settled);
            }
        } catch (RuntimeException problem) {
            Notifications.refused(ErrorMessages.message(problem));
        }
    }
}
