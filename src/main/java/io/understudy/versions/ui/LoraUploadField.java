package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadFormat;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.platform.ui.Notifications;
import java.util.regex.Pattern;

/** Where a LoRA file is chosen or dropped; a refusal stays above it until the next file arrives. */
class LoraUploadField extends Div {
    private static final Pattern PICKLED =
            Pattern.compile(".*\\.(ckpt|pt|pth|bin|pkl|pickle)", Pattern.CASE_INSENSITIVE);

    private final Upload upload;
    private final Span refusal = new Span();

    LoraUploadField(String id, UploadHandler handler) {
        upload = new Upload(handler);
        upload.setUploadFormat(UploadFormat.RAW);
        upload.setAcceptedFileExtensions(".safetensors");
        upload.setUploadButton(new Button("Choose a file…"));
        upload.setDropLabel(new Span("or drop it here"));
        upload.setI18n(words());
        upload.setId(id);
        upload.addFileRejectedListener(event -> refuse(wrongName(event.getFileName())));
        refusal.addClassName("field-refusal");
        refusal.getElement().setAttribute("role", "alert");
        addClassName("lora-drop");
        // Above the list of files, which grows: the newest word stays in sight.
        add(refusal, upload);
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
