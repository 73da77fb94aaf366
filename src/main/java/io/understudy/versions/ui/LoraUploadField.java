package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadFormat;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.passport.PassportReader;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.StreamedUpload;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.importing.UploadedLora;
import io.understudy.versions.passports.ui.PassportComparison.Named;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Where a LoRA file is chosen or dropped; a refusal stays above it until the next file arrives. */
class LoraUploadField extends Div {
    private static final long UNLIMITED = -1;
    private static final Pattern PICKLED =
            Pattern.compile(".*\\.(ckpt|pt|pth|bin|pkl|pickle)", Pattern.CASE_INSENSITIVE);

    private final Upload upload;
    private final Span refusal = Styled.span("field-refusal");

    LoraUploadField(String id, UploadHandler handler) {
        upload = new Upload(handler);
        upload.setUploadFormat(UploadFormat.RAW);
        upload.setAcceptedFileExtensions(".safetensors");
        upload.setUploadButton(new Button("Choose a file…"));
        upload.setDropLabel(new Span("or drop it here"));
        upload.setI18n(words());
        upload.setId(id);
        upload.addFileRejectedListener(event -> refuse(wrongName(event.getFileName())));
        refusal.getElement().setAttribute("role", "alert");
        addClassName("lora-drop");
        // Above the list of files, which grows: the newest word stays in sight.
        add(refusal, upload);
    }

    /** Keeps what is uploaded; what arrived is announced with the name of its file. */
    static UploadHandler keeping(
            ImportService imports, BiConsumer<String, UploadedLora> arrived, Consumer<String> refused) {
        return new StreamedUpload<Runnable>(
                        imports.largestFile(),
                        (file, in) -> {
                            String name = file.getFileName();
                            UploadedLora lora = imports.receive(in, file.getFileSize());
                            return () -> arrived.accept(name, lora);
                        },
                        Runnable::run,
                        refused)
                .namingFiles();
    }

    /** Reads what is uploaded while it arrives, and keeps nothing of it. */
    static UploadHandler reading(Consumer<Named> read, Consumer<String> refused) {
        return new StreamedUpload<Named>(
                        UNLIMITED,
                        (file, in) -> {
                            try (InputStream buffered = new BufferedInputStream(in)) {
                                return new Named(file.getFileName(), PassportReader.read(buffered, file.getFileSize()));
                            } catch (MalformedSafetensorsException malformed) {
                                throw new DomainException.RuleViolation(
                                        String.valueOf(malformed.getMessage()), malformed);
                            }
                        },
                        read,
                        refused)
                .namingFiles();
    }

    private static String wrongName(String name) {
        String words = name + ": only files that end in .safetensors are read here.";
        return PICKLED.matcher(name).matches()
                ? words + " Pickle-based weights can run code when they are loaded; convert the file where it was made."
                : words;
    }

    /** The reason is shown above: the browser only gets to know that there is one. */
    private static UploadI18N words() {
        UploadI18N.Uploading.Error error = new UploadI18N.Uploading.Error();
        error.setForbidden("Refused");
        UploadI18N.Uploading uploading = new UploadI18N.Uploading();
        uploading.setError(error);
        UploadI18N words = new UploadI18N();
        words.setUploading(uploading);
        return words;
    }

    Upload upload() {
        return upload;
    }

    void refuse(String words) {
        if (isAttached()) {
            refusal.setText(words);
        } else {
            Notifications.refused(words);
        }
    }

    void clear() {
        refusal.setText("");
    }
}
