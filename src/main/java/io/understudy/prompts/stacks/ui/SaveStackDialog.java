package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

class SaveStackDialog extends FormDialog {
    private final TextField name = new TextField("Name");
    private final TextArea note = new TextArea("Note (optional)");
    private final DraftKeeper draft;
    private final transient StackPlan plan;
    private final transient Consumer<StackDetails> saved;

    SaveStackDialog(StackService stacks, @Nullable StackDetails before, StackPlan plan, Consumer<StackDetails> saved) {
        super("Save the stack", "28rem");
        this.plan = plan;
        this.saved = saved;
        name.setMaxLength(StackDraft.MAX_NAME);
        name.setRequired(true);
        name.setWidthFull();
        name.setPlaceholder("Ava, analogue film, seated");
        note.setMaxLength(StackDraft.MAX_NOTE);
        note.setWidthFull();
        note.setHelperText("What it is good for, or what changed");
        draft = new DraftKeeper("stack/" + (before == null ? "new" : before.id()), name, note);
        add(Styled.div("dialog-form", draft));
        if (before == null) {
            confirm("Save stack", event -> save(stacks::create));
        } else {
            name.setValue(before.name());
            note.setValue(before.note());
            getFooter().add(new Button("Save as a new stack", event -> save(stacks::create)));
            confirm(
                    "Save revision " + (before.revision() + 1),
                    event -> save(stack -> stacks.save(before.id(), before.rowVersion(), stack)));
        }
        name.focus();
    }

    private void save(Function<StackDraft, StackDetails> saving) {
        ErrorMessages.guard(name, () -> {
            try {
                StackDetails done = saving.apply(new StackDraft(name.getValue(), note.getValue(), plan));
                draft.saved();
                close();
                saved.accept(done);
            } catch (DomainException.RuleViolation broken) {
                if (!"name".equals(broken.field())) {
                    throw new DomainException.Conflict(broken.words(), broken);
                }
                throw broken;
            }
        });
    }
}
