package io.understudy.versions.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.PassportReader;
import io.understudy.versions.passports.ui.PassportComparison.Named;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads a file while it arrives, outside of the session's lock and without keeping a byte of it. */
class PassportUpload implements UploadHandler {
    private final transient Consumer<Named> read;
    private final transient Consumer<String> refused;

    PassportUpload(Consumer<Named> read, Consumer<String> refused) {
        this.read = read;
        this.refused = refused;
    }

    @Override
    public void handleUploadRequest(UploadEvent event) throws IOException {
        UI page = event.getUI();
        try (InputStream in = new BufferedInputStream(event.getInputStream())) {
            Passport passport = PassportReader.read(in, event.getFileSize());
            Named named = new Named(event.getFileName(), passport);
            page.access(() -> read.accept(named));
        } catch (MalformedSafetensorsException malformed) {
            String words = event.getFileName() + ": " + malformed.getMessage();
            page.access(() -> refused.accept(words));
            event.reject(words);
        }
    }
}
