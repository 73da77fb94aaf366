package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.upload.Upload;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.StreamedUpload;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import io.understudy.versions.checklist.evidence.EvidenceUploadService;
import java.util.ArrayList;
import java.util.List;

/** Files that are to support a tick: streamed to the store as they come, none is held in memory. */
class EvidenceFilePicker extends Div {
    private static final int MOST_FILES = 10;

    private final List<Evidence> taken = new ArrayList<>();
    private final UnorderedList list = new UnorderedList();
    private final Span refusal = Styled.span("field-refusal");
    private final Upload upload = new Upload();
    private final KeptChoice kept = new KeptChoice("Uploaded files");

    EvidenceFilePicker(EvidenceFileService files, EvidenceUploadService sent, boolean required) {
        addClassName("evidence-files");
        refusal.getElement().setAttribute("role", "alert");
        upload.setUploadHandler(new StreamedUpload<>(
                EvidenceFileService.LIMIT,
                (file, in) -> sent.remember(files.take(file.getFileName(), in)),
                this::arrived,
                refusal::setText));
        upload.setMaxFiles(MOST_FILES);
        upload.setMaxFileSize((int) EvidenceFileService.LIMIT);
        upload.setUploadButton(new Button(required ? "Add a file (required)…" : "Add a file…"));
        upload.setDropLabel(new Span("Any file up to " + Formats.bytes(EvidenceFileService.LIMIT)));
        kept.onRestored(text -> restore(KeptUploads.read(text, Evidence::file), sent));
        add(list, upload, refusal, kept);
    }

    List<Evidence> taken() {
        return List.copyOf(taken);
    }

    private void arrived(Evidence piece) {
        refusal.setText("");
        // The list above shows what is taken.
        upload.clearFileList();
        if (!taken.contains(piece)) {
            show(piece);
            keep();
        }
    }

    private void restore(List<Evidence> before, EvidenceUploadService sent) {
        taken.clear();
        list.removeAll();
        List<Evidence> there = sent.stillThere(before);
        there.forEach(this::show);
        refusal.setText(
                there.size() < before.size() ? "Files that you uploaded more than a day ago must be added again." : "");
    }

    private void show(Evidence piece) {
        taken.add(piece);
        ListItem line = new ListItem(new Span(piece.words()));
        Button out = Buttons.inline("Leave out", click -> {
            taken.remove(piece);
            list.remove(line);
            keep();
        });
        out.setAriaLabel("Leave out " + piece.words());
        line.add(out);
        list.add(line);
    }

    private void keep() {
        kept.choose(KeptUploads.text(taken.stream()));
    }
}
