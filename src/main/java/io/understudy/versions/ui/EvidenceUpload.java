package io.understudy.versions.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.storage.BlobHash;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidencePictureService;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Takes pictures in outside of the session's lock: decoding takes its time, and the page stays alive meanwhile. */
class EvidenceUpload implements UploadHandler {
    private final transient EvidencePictureService pictures;
    private final transient Consumer<Evidence> taken;
    private final transient Consumer<String> refused;

    EvidenceUpload(EvidencePictureService pictures, Consumer<Evidence> taken, Consumer<String> refused) {
        this.pictures = pictures;
        this.taken = taken;
        this.refused = refused;
    }

    @Override
    public void handleUploadRequest(UploadEvent event) throws IOException {
        UI page = event.getUI();
        try (InputStream in = event.getInputStream()) {
            BlobHash picture = pictures.take(event.getFileName(), in);
            page.access(() -> taken.accept(Evidence.picture(picture, "uploaded: " + event.getFileName())));
        } catch (RuntimeException problem) {
            String words = ErrorMessages.message(problem);
            page.access(() -> refused.accept(words));
            event.reject(words);
        }
    }

    @Override
    public long getFileSizeMax() {
        return EvidencePictureService.LIMIT;
    }
}
