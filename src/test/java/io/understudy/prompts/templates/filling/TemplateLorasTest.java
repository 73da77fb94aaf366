package io.understudy.prompts.templates.filling;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.lora.Strength;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StacksTest;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.versions.VersionId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("once")
class TemplateLorasTest extends StacksTest {
    private static final TemplateDraft RAIN = TemplateDraft.of("Rain", "[trigger] [subject], rain");

    @Autowired
    FillService filling;

    private FilledTemplate filled(TemplateLora... loras) {
        return filling.fill(
                RAIN.with(new TemplateSettings(null, List.of(loras), null, null, null, null, null)),
                FillRequest.forCharacter(ava));
    }

    private String nameOf(VersionId id) {
        return shelf.resolve(List.of(new LoraRef.Version(id)))
                .get(new LoraRef.Version(id))
                .name();
    }

    @Test
    void aFileOfTheLibraryGoesAlongToThePlaygroundAndWithItsAddressElsewhere() {
        LoraFileDetails film = style("Film-Look.safetensors", 1);

        FilledTemplate filled = filled(new TemplateLora(StackRole.STYLE, "film-look", Strength.of(0.5)));

        assertThat(filled.plan().layers()).containsExactly(character(version, 0.9), style(film, 0.5));
        assertThat(filled.asPrompt().loras().getLast().fileName()).isEqualTo("Film-Look.safetensors");
        assertThat(filled.asPrompt().loras().getLast().address()).isEqualTo("https://example.org/film.safetensors");
        assertThat(filled.notes())
                .as("its trigger word is nowhere in the prompt")
                .anySatisfy(note -> assertThat(note).contains("answers to “analog film”"));
    }

    @Test
    void aNameThatNothingHereHasIsSaid() {
        FilledTemplate filled = filled(new TemplateLora(StackRole.STYLE, "grain_v2", Strength.of(0.4)));

        assertThat(filled.plan().layers().getLast().lora()).isNull();
        assertThat(filled.notes())
                .anySatisfy(note -> assertThat(note).contains("“grain_v2” is not in the LoRA library"));
    }

    @Test
    void aNamedVersionOfTheCharacterTakesThePlaceOfTheOneInProduction() {
        String old = nameOf(version);
        VersionId newer = newVersion(20);
        approve(newer);

        FilledTemplate filled = filled(new TemplateLora(StackRole.CHARACTER, old, Strength.of(0.8)));

        assertThat(filled.plan().layers()).containsExactly(character(version, 0.8));
        assertThat(filled.notes())
                .anySatisfy(note -> assertThat(note)
                        .contains(old + " was superseded")
                        .contains(nameOf(newer) + " is in production instead"));
    }

    @Test
    void aTemplateThatTakesOverASavedStackFollowsTheProductionOfItsCharacter() {
        LoraFileDetails film = style("film-look.safetensors", 1);
        StackPlan plan = new StackPlan(List.of(
                character(version, 0.85), style(film, 0.45), new StackPlan.Layer(StackRole.POSE, Strength.of(0.3))));

        TemplateSettings taken = TemplateSettings.NONE.withStack(plan, shelf.resolve(plan.loras()));

        assertThat(taken.character()).isEqualTo(ava);
        assertThat(taken.loras())
                .containsExactly(
                        TemplateLora.ofTheCharacter(Strength.of(0.85)),
                        new TemplateLora(StackRole.STYLE, "film-look", Strength.of(0.45)));
    }

    @Test
    void theLoraOfAnotherCharacterIsNamedInAStackThatATemplateTakesOver() {
        StackPlan plan = new StackPlan(List.of(character(version, 0.85)));

        TemplateSettings taken = TemplateSettings.NONE
                .forCharacter(runs.character("Ida Berg", "zkvq woman"))
                .withStack(plan, shelf.resolve(plan.loras()));

        assertThat(taken.loras())
                .containsExactly(new TemplateLora(StackRole.CHARACTER, nameOf(version), Strength.of(0.85)));
    }
}
