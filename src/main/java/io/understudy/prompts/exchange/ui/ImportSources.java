package io.understudy.prompts.exchange.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.exchange.ExchangeFormat;
import io.understudy.prompting.exchange.SourceFile;
import io.understudy.prompting.exchange.TemplateFiles;
import io.understudy.prompting.exchange.TextKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where prompts come from: files that are chosen or dropped anywhere on the page, or pasted text. */
class ImportSources extends Panel {
    private static final int MOST_PASTED = 500_000;
    private static final int MOST_FILES = 50;
    /** A file that is dropped beside the drop area, or onto the box for text, goes the same way. */
    private static final String DROP_ANYWHERE = """
            const upload = this;
            const onPage = event => [...event.dataTransfer.types].includes('Files')
                && !event.composedPath().includes(upload);
            const over = event => {
              if (!upload.isConnected) {
                document.removeEventListener('dragover', over);
                document.removeEventListener('drop', drop);
              } else if (onPage(event)) {
                event.preventDefault();
              }
            };
            const drop = event => {
              if (onPage(event)) {
                event.preventDefault();
                upload.dispatchEvent(new DragEvent('drop', {dataTransfer: event.dataTransfer, cancelable: true}));
              }
            };
            document.addEventListener('dragover', over);
            document.addEventListener('drop', drop);
            """;

    private final transient Consumer<List<SourceFile>> read;
    private final DraftKeeper draft = new DraftKeeper("prompt-import");
    private final Select<TextKind> kind = new Select<>();
    private transient List<SourceFile> together = new ArrayList<>();
    private boolean complete;
    /** The text that was read last; null where files were. */
    private @Nullable String readText;

    /** @param read gets all files that arrived together, again for each one that is added to them */
    ImportSources(Consumer<List<SourceFile>> read) {
        super("Files, picture or text");
        this.read = read;
        Upload upload = new Upload(new TemplateUpload(this::arrived, Notifications::refused));
        upload.setUploadButton(new Button("Choose files…"));
        upload.setMaxFiles(MOST_FILES);
        upload.setMaxFileSize(TemplateFiles.MAX_PICTURE_BYTES);
        upload.addAllFinishedListener(event -> {
            upload.clearFileList();
            complete = true;
        });
        upload.addFileRejectedListener(event -> Notifications.refused(event.getErrorMessage()));
        upload.setDropLabel(new Span("Drop files or a picture anywhere on this page"));
        upload.addAttachListener(event -> upload.getElement().executeJs(DROP_ANYWHERE));
        kind.setLabel("A plain text is");
        kind.setItems(TextKind.values());
        kind.setItemLabelGenerator(TextKind::label);
        kind.setValue(TextKind.DETECT);
        kind.setWidth("24rem");
        kind.setMaxWidth("100%");
        kind.addValueChangeListener(event -> again());
        UnorderedList kinds = new UnorderedList();
        kinds.addClassName("secondary-text");
        for (ExchangeFormat format : ExchangeFormat.values()) {
            kinds.add(new ListItem(format.label()));
        }
        add(
                upload,
                pasted(),
                kind,
                new Paragraph("Text files of at most 2 MB, or a PNG, JPEG or WebP picture of at most 32 MB with its"
                        + " prompt in it. Prompts find the wildcard lists that are dropped with them. These formats are"
                        + " recognised:"),
                kinds);
    }

    private Div pasted() {
        TextArea text = new TextArea("Or paste text");
        text.setPlaceholder("A prompt, its settings, or any of the formats below");
        text.setMaxLength(MOST_PASTED);
        text.setMaxRows(10);
        text.setWidthFull();
        Button button = new Button("Read text", event -> {
            if (text.getValue().isBlank()) {
                Notifications.refused("There is no text to read. Paste a prompt first.");
            } else {
                complete = true;
                arrived("Pasted text", text.getValue().getBytes(StandardCharsets.UTF_8));
                complete = true;
                readText = text.getValue();
            }
        });
        draft.add(text);
        return Styled.div("dialog-form", draft, Styled.div("actions", button));
    }

    /** What was read last is in the library. */
    void imported() {
        if (readText != null) {
            draft.saved(readText);
        }
    }

    void arrived(String name, byte[] bytes) {
        if (complete) {
            together = new ArrayList<>();
            complete = false;
            readText = null;
        }
        together.add(new SourceFile(name, bytes, kind.getValue()));
        read.accept(List.copyOf(together));
    }

    private void again() {
        if (!together.isEmpty()) {
            together = new ArrayList<>(together.stream()
                    .map(file -> new SourceFile(file.name(), file.bytes(), kind.getValue()))
                    .toList());
            read.accept(List.copyOf(together));
        }
    }
}
