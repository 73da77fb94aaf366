package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.upload.Upload;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.StreamedUpload;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import java.util.ArrayList;
import java.util.List;

/** Files that are to support a tick: streamed to the store as they come, none is held in memory. */
class EvidenceFilePicker extends Div {
    private static final int MOST_FILES = 10;

    private final List<Evidence> taken = new ArrayList<>();
    private final UnorderedList list = new UnorderedList();
    private final Span refusal = Styled.span("field-refusal");
    private final Upload upload = new Upload();

    EvidenceFilePicker(EvidenceFileService files, boolean required) {
        addClassName("evidence-files");
        refusal.getElement().setAttribute("role", "alert");
        upload.setUploadHandler(new StreamedUpload<>(
                EvidenceFileService.LIMIT,
                (file, in) -> files.take(file.getFileName(), in),
                this::arrived,
                refusal::setText));
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
        Button out = Buttons.inline("Leave out", click -> {
            taken.remove(piece);
            list.remove(line);
        });
        out.setAriaLabel("Leave out " + piece.words());
        line.add(out);
        list.add(line);
    }
}
