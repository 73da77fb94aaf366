package io.understudy.versions.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Formats;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Files that are to support a tick: streamed to the store as they come, none is held in memory. */
class EvidenceFilePicker extends Div {
    private static final int MOST_FILES = 10;

    private final List<Evidence> taken = new ArrayList<>();
    private final UnorderedList list = new UnorderedList();
    private final Span refusal = new Span();
    private final Upload upload = new Upload();

    EvidenceFilePicker(EvidenceFileService files, boolean required) {
        addClassName("evidence-files");
        refusal.addClassName("field-refusal");
        refusal.getElement().setAttribute("role", "alert");
        upload.setUploadHandler(new Streaming(files));
        upload.setMaxFiles(MOST_FILES);
        upload.setMaxFileSize((int) EvidenceFileService.LIMIT);
        upload.setUploadButton(new Button(required ? "Add a file (required)…" : "Add a file…"));
        upload.setDropLabel(new Span("Any file up to " + Formats.bytes(EvidenceFileService.LIMIT)));
        add(list, upload, refusal);
    }

    List<Evidence> taken() {
        return List.copyOf(taken);
    }

    private void arrived(Evidence piece) {
        refusal.setText("");
        // The list above shows what is taken.
        upload.clearFileList();
        if (taken.contains(piece)) {
            return;
        }
        taken.add(piece);
        ListItem line = new ListItem(new Span(piece.words()));
        Button out = new Button("Leave out", click -> {
            taken.remove(piece);
            list.remove(line);
        });
        out.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        out.setAriaLabel("Leave out " + piece.words());
        line.add(out);
        list.add(line);
    }

    private final class Streaming implements UploadHandler {
        private final transient EvidenceFileService files;

        Streaming(EvidenceFileService files) {
            this.files = files;
        }

        @Override
        public void handleUploadRequest(UploadEvent event) throws IOException {
            UI page = event.getUI();
            try (InputStream in = event.getInputStream()) {
                Evidence piece = files.take(event.getFileName(), in);
                page.access(() -> arrived(piece));
            } catch (RuntimeException problem) {
                String words = ErrorMessages.message(problem);
                page.access(() -> refusal.setText(words));
                event.reject(words);
            }
        }

        @Override
        public long getFileSizeMax() {
            return EvidenceFileService.LIMIT;
        }
    }
}
