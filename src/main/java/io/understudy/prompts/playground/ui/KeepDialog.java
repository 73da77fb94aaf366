package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import io.understudy.prompts.playground.ExampleService;
import io.understudy.prompts.playground.TakeId;
import io.understudy.prompts.playground.TemplateChoice;
import io.understudy.prompts.playground.TemplateExample;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Refusals;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;

/** Asks which template a picture is an example of. */
class KeepDialog extends Dialog {
    KeepDialog(ExampleService examples, TakeId take, int side, int position, @Nullable UUID proposed) {
        setHeaderTitle("Keep as an example");
        ComboBox<TemplateChoice> template = new ComboBox<>("Template");
        template.setItems(
                query -> examples
                        .templates(query.getFilter().orElse(""), PageRequest.of(query.getPage(), query.getPageSize()))
                        .stream());
        template.setItemLabelGenerator(TemplateChoice::name);
        template.setWidth("22rem");
        template.setHelperText("The picture stands with the template, and is drawn anew when a version that it used is"
                + " superseded.");
        if (proposed != null) {
            examples.template(proposed).ifPresent(template::setValue);
        }
        Button keep = new Button("Keep", event -> {
            TemplateChoice chosen = template.getValue();
            if (chosen == null) {
                template.setInvalid(true);
                template.setErrorMessage("Choose a template.");
                return;
            }
            Refusals.guard(() -> {
                TemplateExample kept = examples.keep(take, side, position, chosen.id());
                close();
                Notices.undoable(
                        "Kept as an example of “" + kept.templateName() + "”",
                        () -> Refusals.guard(() -> examples.remove(kept.id())));
            });
        });
        keep.addThemeVariants(ButtonVariant.PRIMARY);
        add(template);
        getFooter().add(new Button("Cancel", event -> close()), keep);
    }
}
