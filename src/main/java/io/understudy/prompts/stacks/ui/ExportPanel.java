package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.understudy.characters.ui.AdviceText;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.EagerTextAreas;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.prompting.formats.ExportedPrompt;
import io.understudy.prompting.formats.FilledPrompt;
import io.understudy.prompting.formats.PromptFormat;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompts.stacks.StackCheck;
import io.understudy.prompts.stacks.StackableLora;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class ExportPanel extends Panel {
    private final TextArea prompt = new TextArea("Prompt");
    private final Select<PromptFormat> format = new Select<>();
    private final Div output = Styled.div("stack-export");
    private transient List<StackEditor.Used> used = List.of();
    private final transient ComfyModels models;
    private String proposed = "";

    ExportPanel(ComfyModels models) {
        super("Export");
        this.models = models;
        prompt.setWidthFull();
        prompt.setMaxLength(2000);
        EagerTextAreas.in(prompt);
        prompt.addValueChangeListener(event -> write());
        format.setLabel("Copy as");
        format.setItems(PromptFormat.values());
        format.setItemLabelGenerator(PromptFormat::label);
        format.setValue(PromptFormat.A1111);
        format.addValueChangeListener(event -> write());
        add(prompt, format, output);
    }

    void show(List<StackEditor.Used> now) {
        used = List.copyOf(now);
        String triggers = StackEditor.triggers(now);
        // What someone typed stays; only our own proposal follows the stack.
        if (prompt.getValue().equals(proposed)) {
            prompt.setValue(triggers);
        }
        proposed = triggers;
        write();
    }

    private void write() {
        List<FilledPrompt.Lora> loras = new ArrayList<>();
        used.forEach(each -> loras.add(new FilledPrompt.Lora(
                each.lora().fileName(),
                each.layer().strength(),
                each.lora().address(),
                each.lora().verdict().textEncoder())));
        FilledPrompt plain = FilledPrompt.of(prompt.getValue());
        PromptFormat chosen = format.getValue();
        List<StackableLora> files = used.stream().map(StackEditor.Used::lora).toList();
        String refusal = StackCheck.refusal(files).orElse(null);
        if (refusal != null && chosen != PromptFormat.PLAIN) {
            AdviceText why = new AdviceText();
            why.show(Advice.refused("Nothing to copy. " + refusal));
            output.removeAll();
            output.add(why);
            return;
        }
        ExportedPrompt written = chosen.write(
                new FilledPrompt(
                        plain.text(),
                        loras,
                        plain.guidance(),
                        plain.steps(),
                        plain.width(),
                        plain.height(),
                        plain.seed()),
                models);
        format.setHelperText(chosen.meaning());
        Pre text = new Pre(written.text());
        text.getElement().setAttribute("tabindex", "0");
        Div actions = Styled.div("actions", new CopyButton("Copy", written.text()), download(written, chosen));
        UnorderedList remarks = new UnorderedList();
        remarks.addClassName("secondary-text");
        StackCheck.doubts(files).forEach(remark -> remarks.add(new ListItem(remark)));
        written.remarks().forEach(remark -> remarks.add(new ListItem(remark)));
        output.removeAll();
        output.add(text, actions, remarks);
    }

    private static Anchor download(ExportedPrompt written, PromptFormat format) {
        byte[] bytes = written.text().getBytes(StandardCharsets.UTF_8);
        String type = format.ending().equals("json") ? "application/json" : "text/plain;charset=utf-8";
        return new Anchor(
                DownloadHandler.fromInputStream(event -> new DownloadResponse(
                        new ByteArrayInputStream(bytes), "stack." + format.ending(), type, bytes.length)),
                AttachmentType.DOWNLOAD,
                "Download");
    }
}
