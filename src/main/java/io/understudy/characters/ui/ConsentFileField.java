package io.understudy.characters.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import io.understudy.characters.ConsentFile;
import io.understudy.characters.ConsentService;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.StreamedUpload;
import io.understudy.storage.BlobHash;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes a consent document. The draft keeper around it brings back what was uploaded and not saved. */
public class ConsentFileField extends Div {
    private final transient ConsentService consents;
    private final transient Consumer<String> refused;
    private final String fate;
    private final Span words = new Span();
    private final KeptChoice kept = new KeptChoice("Document");
    private transient @Nullable ConsentFile before;
    private transient @Nullable ConsentFile file;

    /**
     * @param fate what becomes of the file, as it follows its name and size
     * @param refused gets the reason why a file was not taken, or an empty text when one was
     */
    public ConsentFileField(ConsentService consents, String fate, Consumer<String> refused) {
        this.consents = consents;
        this.refused = refused;
        this.fate = fate;
        addClassName("beside-field");
        Upload upload = new Upload(new StreamedUpload<>(
                ConsentService.LIMIT,
                (sent, in) -> consents.receive(in, sent.getFileName()),
                stored -> {
                    show(stored);
                    kept.choose(stored.blob().hex() + " " + stored.name());
                },
                refused));
        upload.setUploadButton(new Button("Upload document…"));
        upload.setMaxFiles(1);
        upload.setMaxFileSize((int) ConsentService.LIMIT);
        upload.setAcceptedMimeTypes("application/pdf", "image/jpeg", "image/png");
        upload.setAcceptedFileExtensions(".pdf", ".jpg", ".jpeg", ".png");
        upload.addFileRejectedListener(event -> refused.accept(event.getFileName() + ": " + event.getErrorMessage()));
        words.getElement().setAttribute("aria-live", "polite");
        kept.onRestored(this::restore);
        add(upload, words, kept);
    }

    public @Nullable ConsentFile file() {
        return file;
    }

    /** @param saved the document of the entry that is edited */
    public void begin(ConsentFile saved) {
        before = saved;
        show(saved);
    }

    private void restore(String text) {
        if (text.isEmpty()) {
            show(before);
            return;
        }
        String[] hashAndName = text.split(" ", 2);
        Optional<ConsentFile> uploaded = BlobHash.parse(hashAndName[0])
                .flatMap(hash -> consents.uploaded(hash, hashAndName[hashAndName.length - 1]));
        uploaded.ifPresentOrElse(
                this::show, () -> refused.accept("The document that you uploaded is gone. Upload it again."));
    }

    private void show(@Nullable ConsentFile shown) {
        file = shown;
        words.setText(shown == null ? "" : shown.name() + ", " + Formats.bytes(shown.size()) + fate);
        refused.accept("");
    }
}
