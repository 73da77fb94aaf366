package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

class SaveStackDialog extends Dialog {
    private final TextField name = new TextField("Name");
    private final TextArea note = new TextArea("Note");
    private final DraftKeeper draft;
    private final transient StackPlan plan;
    private final transient Consumer<StackDetails> saved;

    SaveStackDialog(StackService stacks, @Nullable StackDetails before, StackPlan plan, Consumer<StackDetails> saved) {
        this.plan = plan;
        this.saved = saved;
        setHeaderTitle("Save the stack");
        name.setMaxLength(StackDraft.MAX_NAME);
        name.setRequired(true);
        name.setWidthFull();
        name.setPlaceholder("Ava, analogue film, seated");
        note.setMaxLength(StackDraft.MAX_NOTE);
        note.setWidthFull();
        note.setHelperText("What it is good for, or what changed");
        draft = new DraftKeeper("stack/" + (before == null ? "new" : before.id()), name, note);
        add(Styled.div("dialog-form", draft));
        setWidth("28rem");
        getFooter().add(new Button("Cancel", event -> close()));
        if (before != null) {
            name.setValue(before.name());
            note.setValue(before.note());
            getFooter().add(new Button("Save as a new stack", event -> save(stacks::create)));
            getFooter()
                    .add(primary(
                            "Save revision " + (before.revision() + 1),
                            event -> save(draft -> stacks.save(before.id(), before.rowVersion(), draft))));
        } else {
            getFooter().add(primary("Save", event -> save(stacks::create)));
        }
        name.focus();
    }

    private static Button primary(String words, Consumer<Object> action) {
        return Buttons.primary(words, action::accept);
    }

    private interface Saving {
        StackDetails save(StackDraft draft);
    }

    private void save(Saving saving) {
        ErrorMessages.guard(name, () -> {
            try {
                StackDetails done = saving.save(new StackDraft(name.getValue(), note.getValue(), plan));
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
