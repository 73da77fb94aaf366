package io.understudy.versions.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.importing.UploadedLora;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Streams a LoRA from the browser into the store, outside of the session's lock and without a byte in the session. */
class LoraUpload implements UploadHandler {
    private static final Logger LOG =
            LoggerFactory.getLogger(MethodHandles.lookup().lookupClass());

    /** Receives, under the session's lock, what became of a file. */
    interface Listener {
        void arrived(String fileName, UploadedLora file);

        void refused(String words);
    }

    private final transient ImportService imports;
    private final transient Listener listener;

    LoraUpload(ImportService imports, Listener listener) {
        this.imports = imports;
        this.listener = listener;
    }

    @Override
    public void handleUploadRequest(UploadEvent event) throws IOException {
        UI page = event.getUI();
        String name = event.getFileName();
        try (InputStream in = event.getInputStream()) {
            UploadedLora file = imports.receive(in, event.getFileSize());
            tell(page, () -> listener.arrived(name, file));
        } catch (RuntimeException problem) {
            String words = name + ": " + ErrorMessages.message(problem);
            tell(page, () -> listener.refused(words));
            event.reject(words);
        }
    }

    private static void tell(UI page, Command words) {
        try {
            page.access(words);
        } catch (UIDetachedException closed) {
            LOG.debug("No page shows this upload any longer", closed);
        }
    }

    @Override
    public long getFileSizeMax() {
        return imports.largestFile();
    }
}
