package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadFormat;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadHandler;

/** Where a LoRA file is chosen or dropped; a refusal stays beside it until the next file arrives. */
class LoraDrop extends Div {
    private final Upload upload;
    private final Span refusal = new Span();

    LoraDrop(String id, UploadHandler handler) {
        upload = new Upload(handler);
        upload.setUploadFormat(UploadFormat.RAW);
        upload.setAcceptedFileExtensions(".safetensors");
        upload.setUploadButton(new Button("Choose a file…"));
        upload.setDropLabel(new Span("or drop it here"));
        upload.setI18n(words());
        upload.setId(id);
        upload.addFileRejectedListener(event -> refuse("Only files that end in .safetensors are read here."));
        refusal.addClassName("field-refusal");
        refusal.getElement().setAttribute("role", "alert");
        add(upload, refusal);
    }

    /** The reason stands below: the browser is only told that there is one. */
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
        refusal.setText(words);
    }

    /** Takes back what was said about the file before. */
    void clear() {
        refusal.setText("");
    }
}
