package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.UploadButton;
import com.vaadin.flow.component.upload.UploadDropZone;
import com.vaadin.flow.component.upload.UploadManager;
import com.vaadin.flow.router.BeforeLeaveEvent;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.intake.ArrivalService;
import io.understudy.platform.outages.Outages;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.Styled;
import java.util.UUID;

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

    private final UploadPanel panel;
    private final PhotoReceiver receiver;
    private final UploadManager manager;
    private final UploadButton button;
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
        panel = new UploadPanel(account, character, outages);
        receiver = new PhotoReceiver(arrivals, captions, outages, character, panel, coming);
        manager = new UploadManager(panel, receiver);
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
            receiver.settleCaptions(failed == 0);
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
        if (!receiver.isReceiving() && !sending) {
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
}
