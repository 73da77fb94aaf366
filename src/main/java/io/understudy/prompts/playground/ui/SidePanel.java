package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.EagerTextAreas;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.prompts.playground.RenderDetails;
import io.understudy.prompts.playground.RenderRequest;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.stacks.ui.StackEditor;
import io.understudy.prompts.stacks.ui.StackPicker;
import io.understudy.prompts.templates.PromptId;
import io.understudy.versions.VersionSignals;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

class SidePanel extends Div {
    private final TextArea prompt = new TextArea("Prompt");
    private final KeptChoice kept = new KeptChoice("LoRAs");
    private final DraftKeeper draft;
    private final StackEditor editor;
    private final Details loras = new Details();
    private transient @Nullable StackId stack;
    private transient @Nullable PromptId template;
    private String proposed = "";

    SidePanel(StackableLoraService shelf, StackService stacks, VersionSignals versions, String name) {
        addClassName("take-side");
        getElement().setAttribute("role", "group").setAttribute("aria-label", name);
        this.editor = new StackEditor(shelf, versions, plan -> planChosen());
        prompt.setLabel(name.isEmpty() ? "Prompt" : "Prompt " + name);
        prompt.setMaxLength(RenderRequest.MAX_PROMPT);
        prompt.setMinRows(3);
        prompt.setWidthFull();
        EagerTextAreas.in(prompt);
        StackPicker saved = new StackPicker("Saved stack", stacks, shelf, this::take);
        saved.setPlaceholder("Or choose LoRAs below");
        saved.setWidthFull();
        loras.add(editor);
        loras.setOpened(true);
        loras.setWidthFull();
        draft = new DraftKeeper("playground/" + prompt.getLabel(), prompt, kept);
        kept.onRestored(plan -> {
            editor.show(StackPlan.of(plan));
            planChanged();
        });
        add(draft, saved, loras);
        show("", new StackPlan(List.of()), null, null);
    }

    private void take(StackDetails saved) {
        editor.show(saved.plan());
        planChosen();
        stack = saved.id();
    }

    private void planChosen() {
        planChanged();
        kept.choose(editor.plan().asText());
    }

    private void planChanged() {
        stack = null;
        StackPlan plan = editor.plan();
        loras.setSummaryText(plan.layers().isEmpty() ? "LoRAs: none" : "LoRAs: " + summary());
        String triggers = StackEditor.triggers(editor.used());
        // What someone typed stays; only our own proposal follows the stack.
        if (prompt.getValue().equals(proposed)) {
            prompt.setValue(triggers);
        }
        proposed = triggers;
    }

    private String summary() {
        String chosen = editor.used().stream()
                .map(used -> used.lora().name() + " " + used.layer().strength())
                .collect(Collectors.joining(" + "));
        int open = editor.plan().layers().size() - editor.used().size();
        return chosen.isEmpty()
                ? "nothing chosen yet"
                : chosen + (open == 0 ? "" : "; " + open + " not chosen, left out");
    }

    final void show(String words, StackPlan plan, @Nullable StackId from, @Nullable PromptId ofTemplate) {
        editor.show(plan);
        planChanged();
        kept.begin(plan.asText());
        if (!words.isEmpty()) {
            prompt.setValue(words);
        }
        stack = from;
        template = ofTemplate;
    }

    void show(RenderDetails.Side side) {
        show(side.prompt(), side.plan(), side.stack(), side.template());
    }

    void copy(SidePanel other) {
        show(other.prompt.getValue(), other.editor.plan(), other.stack, other.template);
    }

    void rendered() {
        draft.saved();
    }

    TextArea prompt() {
        return prompt;
    }

    RenderRequest.Side side() {
        return new RenderRequest.Side(prompt.getValue(), editor.plan(), stack, template);
    }
}
