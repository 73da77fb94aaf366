package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.characters.ui.CharacterPage;
import io.understudy.identity.Role;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.EagerTextAreas;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.plans.PlanDraft;
import io.understudy.versions.sheets.plans.SheetPlan;
import io.understudy.versions.sheets.plans.SheetPlanService;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Route(SheetRoutes.PLAN)
@RolesAllowed(Role.MEMBER_ROLE)
class PlanView extends CharacterPage {
    private final transient SheetPlanService plans;
    private final TextArea prompts = new TextArea("Prompts, one per line");
    private final TextField strengths = new TextField("Strengths");
    private final TextField seeds = new TextField("Seeds");
    private final Paragraph sum = new Paragraph();
    private final Paragraph edition = new Hint("");
    private transient @Nullable DraftKeeper draft;
    private int seen;

    PlanView(SheetPlanService plans, CharacterService characters) {
        super(characters);
        this.plans = plans;
        prompts.setWidthFull();
        prompts.setMinRows(4);
        prompts.setHelperText(SheetPlan.TRIGGER + " becomes the version's trigger word. A prompt without it shows what"
                + " leaks when nobody asks for the character.");
        strengths.setHelperText(
                "Separate values with spaces or commas. The guide: 0.5–0.7 subtle, 0.8–1.0 standard, up to 1.2"
                        + " strong.");
        seeds.setHelperText(
                "Separate values with spaces or commas. The same seeds in every sheet make versions comparable.");
        sum.addClassName("sheet-sum");
        List.of(prompts, strengths, seeds).forEach(field -> field.setWidthFull());
        EagerTextAreas.in(prompts);
        strengths.setValueChangeMode(ValueChangeMode.LAZY);
        seeds.setValueChangeMode(ValueChangeMode.LAZY);
        prompts.addValueChangeListener(event -> count());
        strengths.addValueChangeListener(event -> count());
        seeds.addValueChangeListener(event -> count());
    }

    @Override
    protected void show(CharacterSummary found) {
        Button save = new Button("Save plan", click -> save());
        add(CharacterHeaders.below(found, "Plan of the test sheets")
                .crumb("Test sheets", SheetRoutes.tab(found.slug()))
                .subtitle("every version of " + found.name() + " is tested with it")
                .primary(save));
        draft = new DraftKeeper("sheet-plan/" + found.id().value(), prompts, strengths, seeds);
        Div form = new Panel(draft, sum, edition);
        form.addClassName("sheet-plan-form");
        add(form);
        show(plans.of(found.id()));
    }

    private void show(SheetPlan plan) {
        seen = plan.edition();
        prompts.setValue(String.join("\n", plan.prompts()));
        strengths.setValue(plan.strengths().stream().map(Strength::label).collect(Collectors.joining(" ")));
        seeds.setValue(plan.seeds().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        edition.setText(
                plan.edition() == 0
                        ? "This is the default plan: example prompts in words that the model knows, and the guide's"
                                + " strengths. Nobody has edited it."
                        : "Edition %d by %s. Saving makes edition %d; sheets that exist keep theirs."
                                .formatted(plan.edition(), plan.editedBy(), plan.edition() + 1));
        count();
    }

    private void count() {
        int rows =
                (int) prompts.getValue().lines().filter(line -> !line.isBlank()).count();
        long columns = words(strengths).count();
        long perPrompt = words(seeds).count();
        sum.setText("%s × %s × (%s + no LoRA) = %s, and a column for the production version when there is one"
                .formatted(
                        Formats.plural(rows, "prompt", "prompts"),
                        Formats.plural(perPrompt, "seed", "seeds"),
                        Formats.plural(columns, "strength", "strengths"),
                        Formats.plural(rows * perPrompt * (columns + 1), "picture", "pictures")));
    }

    private static Stream<String> words(TextField field) {
        return Arrays.stream(field.getValue().strip().split("[\\s,;]+")).filter(word -> !word.isEmpty());
    }

    private void save() {
        List.of(prompts, strengths, seeds).forEach(field -> field.setInvalid(false));
        ErrorMessages.guard(() -> {
            try {
                PlanDraft plan = new PlanDraft(
                        prompts.getValue().lines().toList(),
                        numbers(strengths, "strengths", Strength::parse),
                        numbers(seeds, "seeds", Long::valueOf));
                show(plans.save(shown().id(), plan, seen));
                if (draft != null) {
                    draft.saved();
                }
                Notifications.done("Saved. The next test sheet follows this plan.");
            } catch (DomainException.RuleViolation broken) {
                mark(broken);
            }
        });
    }

    private void mark(DomainException.RuleViolation broken) {
        HasValidationProperties field =
                switch (String.valueOf(broken.field())) {
                    case "prompts" -> prompts;
                    case "strengths" -> strengths;
                    case "seeds" -> seeds;
                    default -> throw broken;
                };
        field.setErrorMessage(broken.words());
        field.setInvalid(true);
    }

    private static <T> List<T> numbers(TextField field, String name, Function<String, T> number) {
        return words(field)
                .map(word -> {
                    try {
                        return number.apply(word);
                    } catch (NumberFormatException noNumber) {
                        throw DomainException.RuleViolation.in(name, "“" + word + "” is not a number.");
                    }
                })
                .toList();
    }

    @Override
    protected String title(CharacterSummary found) {
        return "Plan of the test sheets of " + found.name();
    }
}
