package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetUploadService;
import java.io.IOException;
import java.io.InputStream;

/** Streams a picture into its place, without holding it in memory or the page's lock. */
class CellUpload implements UploadHandler {
    private final transient SheetUploadService uploads;
    private final transient SheetId sheet;
    private final int position;
    private final transient Runnable taken;

    CellUpload(SheetUploadService uploads, SheetId sheet, int position, Runnable taken) {
        this.uploads = uploads;
        this.sheet = sheet;
        this.position = position;
        this.taken = taken;
    }

    @Override
    public void handleUploadRequest(UploadEvent event) throws IOException {
        UI page = event.getUI();
        try (InputStream in = event.getInputStream()) {
            uploads.take(sheet, position, event.getFileName(), in);
            page.access(() -> {
                Notifications.done("The picture is in its place.");
                taken.run();
            });
        } catch (RuntimeException problem) {
            String words = ErrorMessages.message(problem);
            page.access(() -> Notifications.refused(words));
            event.reject(words);
        }
    }

    @Override
    public long getFileSizeMax() {
        return SheetUploadService.LIMIT;
    }
}
