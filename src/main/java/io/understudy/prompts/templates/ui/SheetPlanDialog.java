package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.library.ExpandService;
import io.understudy.prompts.templates.library.Expansion;
import io.understudy.versions.sheets.plans.SheetPlan;

class SheetPlanDialog extends FormDialog {
    SheetPlanDialog(
            ExpandService expanding, TemplateDetails template, CharacterSummary character, Expansion expansion) {
        super("Test sheets of " + character.name(), "34rem");
        SheetPlan plan = expanding.planOf(character.id());
        String these = Formats.plural(expansion.shown().size(), "prompt", "prompts");
        RadioButtonGroup<Boolean> how = new RadioButtonGroup<>(
                "The plan has " + Formats.plural(plan.prompts().size(), "prompt", "prompts") + " now");
        how.setItems(false, true);
        how.setItemLabelGenerator(
                replace -> replace ? "Replace them with these " + these : "Add these " + these + " to them");
        how.setValue(false);
        Hint rest = new Hint("Strengths and seeds stay as they are. Sheets that exist keep their own plan; the"
                + " next one uses the new plan.");
        add(how, rest);
        confirm("Save plan", event -> {
            boolean done = ErrorMessages.guard(() -> expanding.intoPlan(
                    template.id(),
                    template.number(),
                    character.id(),
                    expansion.forPlan(),
                    how.getValue(),
                    plan.edition()));
            if (done) {
                close();
                Notifications.done("The test sheets of " + character.name() + " have a new plan");
            }
        });
    }
}
