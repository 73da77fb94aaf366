package io.understudy.prompts.loras.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompts.loras.LoraDescription;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.loras.LoraFileService;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.ui.StrengthField;
import org.jspecify.annotations.Nullable;

class LoraDescriptionDialog extends FormDialog {
    private final Select<StackRole> role = new Select<>();
    private final StrengthField strength = new StrengthField("Usual strength");
    private final TextField trigger = new TextField("Trigger word");
    private final TextField licence = new TextField("Licence");
    private final TextField source = new TextField("Source");

    LoraDescriptionDialog(
            LoraFileService files, LoraFileDetails file, @Nullable FilePassport passport, Runnable saved) {
        super(file.fileName(), "34rem");
        role.setLabel("Kind");
        role.setItems(StackRole.values());
        role.setItemLabelGenerator(StackRole::label);
        role.setValue(file.facts().role());
        role.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                strength.setStrength(event.getValue().usualStrength());
            }
        });
        strength.setStrength(file.facts().strength());
        trigger.setMaxLength(LoraDescription.MAX_TRIGGER);
        trigger.setHelperText("What the prompt has to say; leave it empty if none is needed");
        fill(trigger, file.facts().triggerWord().value(), file, passport, "Trigger");
        licence.setMaxLength(LoraDescription.MAX_LICENCE);
        licence.setHelperText("Such as CC BY 4.0, or “bought, for our own use”");
        fill(licence, file.facts().licence(), file, passport, "Licence");
        source.setMaxLength(LoraDescription.MAX_SOURCE);
        source.setHelperText("Its address, or who made it");
        fill(source, file.facts().source(), file, passport, "Author");
        DraftKeeper draft = new DraftKeeper("lora-file/" + file.id().value(), trigger, licence, source);
        Div form = Styled.div("lora-facts", role, strength, draft);
        Div verdict = new Div(LoraBadge.of(passport));
        LoraBadge.reason(passport).ifPresent(verdict::add);
        add(verdict, form);
        Button save = confirm("Save", event -> {
            if (save(files, file)) {
                draft.saved();
                close();
                saved.run();
            }
        });
    }

    /** What the file itself says is proposed until someone has described the file. */
    private static void fill(
            TextField field, String said, LoraFileDetails file, @Nullable FilePassport passport, String fact) {
        field.setValue(said);
        if (!said.isEmpty() || file.rowVersion() > 0 || passport == null) {
            return;
        }
        passport.read().flatMap(read -> read.fact(fact)).ifPresent(own -> {
            field.setValue(own.substring(0, Math.min(own.length(), field.getMaxLength())));
            field.setHelperText("Proposed by the file's own metadata: check it before you save");
        });
    }

    private boolean save(LoraFileService files, LoraFileDetails file) {
        return ErrorMessages.guard(() -> {
            try {
                files.describe(
                        file.id(),
                        file.rowVersion(),
                        new LoraDescription(
                                role.getValue(),
                                new TriggerWord(trigger.getValue()),
                                licence.getValue(),
                                source.getValue(),
                                strength.required("strength")));
            } catch (DomainException.RuleViolation broken) {
                if ("strength".equals(broken.field())) {
                    strength.setInvalid(true);
                    strength.setErrorMessage(broken.words());
                }
                throw broken;
            }
        });
    }
}
