package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.prompts.exchange.TemplateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Takes one small file of templates in; what is larger is refused before it is read. */
class TemplateUpload implements UploadHandler {
    private final transient BiConsumer<String, byte[]> read;
    private final transient Consumer<String> refused;

    /** @param read gets the name and the bytes, under the lock of the page */
    TemplateUpload(BiConsumer<String, byte[]> read, Consumer<String> refused) {
        this.read = read;
        this.refused = refused;
    }

    @Override
    public void handleUploadRequest(UploadEvent event) throws IOException {
        UI page = event.getUI();
        String name = event.getFileName();
        byte[] bytes;
        try (InputStream in = event.getInputStream()) {
            bytes = in.readNBytes(TemplateFiles.MAX_BYTES + 1);
        }
        if (bytes.length > TemplateFiles.MAX_BYTES) {
            String words = name + " has more than 2 MB; files of templates are smaller.";
            page.access(() -> refused.accept(words));
            event.reject(words);
            return;
        }
        page.access(() -> read.accept(name, bytes));
    }
}
