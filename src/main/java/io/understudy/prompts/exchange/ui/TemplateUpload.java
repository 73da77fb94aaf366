package io.understudy.prompts.exchange.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.exchange.TemplateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Takes one file of templates or a picture in; what is too large is refused, and a picture gives its prompt only. */
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
            bytes = in.readNBytes(TemplateFiles.MAX_PICTURE_BYTES + 1);
        }
        try {
            byte[] text = TemplateFiles.text(bytes).getBytes(StandardCharsets.UTF_8);
            page.access(() -> read.accept(name, text));
        } catch (DomainException.RuleViolation broken) {
            page.access(() -> refused.accept(name + ": " + broken.words()));
        }
    }
}
