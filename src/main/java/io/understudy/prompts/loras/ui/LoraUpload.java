package io.understudy.prompts.loras.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.loras.LoraFileService;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Streams a LoRA file into the library, without holding it in memory or the page's lock. */
class LoraUpload implements UploadHandler {
    private final transient LoraFileService files;
    private final transient Consumer<LoraFileDetails> taken;

    LoraUpload(LoraFileService files, Consumer<LoraFileDetails> taken) {
        this.files = files;
        this.taken = taken;
    }

    @Override
    public void handleUploadRequest(UploadEvent event) throws IOException {
        UI page = event.getUI();
        try (InputStream in = event.getInputStream()) {
            LoraFileDetails file = files.take(event.getFileName(), in);
            page.access(() -> taken.accept(file));
        } catch (RuntimeException problem) {
            String words = ErrorMessages.message(problem);
            page.access(() -> Notifications.refused(words));
            event.reject(words);
        }
    }

    @Override
    public long getFileSizeMax() {
        return LoraFileService.LIMIT;
    }
}
