package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.platform.ui.CopyButton;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.prompting.formats.ExportedPrompt;
import io.understudy.prompting.formats.PromptFormat;
import io.understudy.prompts.templates.UsageKind;
import io.understudy.prompts.templates.filling.FilledTemplate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

class PromptOutput extends Div {
    private final Select<PromptFormat> format = new Select<>();
    private final TextArea finished = new TextArea("Finished prompt");
    private final CopyButton copy = new CopyButton("Copy the prompt", finished);
    private final UnorderedList remarks = new UnorderedList();
    private final transient ComfyModels models;
    private transient @Nullable FilledTemplate filled;

    PromptOutput(ComfyModels models) {
        this.models = models;
        addClassName("prompt-output");
        format.setLabel("Copy as");
        format.setItems(PromptFormat.values());
        format.setItemLabelGenerator(PromptFormat::label);
        format.setValue(PromptFormat.PLAIN);
        format.setHelperText(PromptFormat.PLAIN.meaning());
        format.setWidthFull();
        format.addValueChangeListener(event -> {
            format.setHelperText(event.getValue().meaning());
            write();
        });
        finished.setReadOnly(true);
        finished.setWidthFull();
        finished.setMaxRows(14);
        remarks.addClassNames("secondary-text", "prompt-remarks");
        add(format, finished, copy, remarks);
    }

    void onCopied(Consumer<UsageKind> listener) {
        copy.addClickListener(event -> {
            if (filled != null) {
                listener.accept(way(format.getValue()));
            }
        });
    }

    private static UsageKind way(PromptFormat format) {
        return switch (format) {
            case PLAIN -> UsageKind.COPIED;
            case FAL -> UsageKind.FAL;
            case A1111 -> UsageKind.A1111;
            case COMFYUI -> UsageKind.COMFYUI;
        };
    }

    void show(@Nullable FilledTemplate template) {
        filled = template;
        write();
    }

    private void write() {
        FilledTemplate now = filled;
        remarks.removeAll();
        copy.setEnabled(now != null);
        if (now == null) {
            finished.setValue("");
            finished.setHelperText("Choose a character first");
            return;
        }
        if (now.refusal() != null && format.getValue() != PromptFormat.PLAIN) {
            copy.setEnabled(false);
            finished.setValue("");
            finished.setHelperText("Nothing to copy. " + now.refusal());
            return;
        }
        finished.setHelperText(null);
        ExportedPrompt written = format.getValue().write(now.asPrompt(), models);
        finished.setValue(written.text());
        written.remarks().forEach(remark -> remarks.add(new ListItem(remark)));
    }
}
