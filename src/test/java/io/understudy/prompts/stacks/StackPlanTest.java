package io.understudy.prompts.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.lora.Strength;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.loras.LoraFileId;
import io.understudy.versions.VersionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StackPlanTest {
    @Test
    void theGuidesStackUsesTheUpperEndOfTheBudget() {
        StackPlan plan = StackPlan.ofTheGuide();

        assertThat(plan.asText()).isEqualTo("character:0.9,style:0.5,pose:0.3");
        assertThat(plan.advice().level()).isEqualTo(Advice.Level.HINT);
        assertThat(plan.advice().words()).contains("1.70");
    }

    @Test
    void aPlanSurvivesTheUrl() {
        StackPlan plan = new StackPlan(List.of(
                new StackPlan.Layer(StackRole.CHARACTER, Strength.FULL),
                new StackPlan.Layer(StackRole.OTHER, Strength.of(0.15))));

        assertThat(StackPlan.of(plan.asText())).isEqualTo(plan);
    }

    @Test
    void whatSpellsNoLayerIsLeftOut() {
        assertThat(StackPlan.of("character:0.9,nonsense,pose:-1,style:1e9,pose:99,:,")
                        .layers())
                .containsExactly(
                        new StackPlan.Layer(StackRole.CHARACTER, Strength.of(0.9)),
                        new StackPlan.Layer(StackRole.POSE, Strength.MOST));
    }

    @Test
    void aUrlCannotAskForEndlessLayers() {
        String many = String.join(",", Collections.nCopies(10_000, "pose:0.1"));

        assertThat(StackPlan.of(many).layers()).hasSizeLessThanOrEqualTo(StackPlan.MAX_LAYERS);
    }

    @Test
    void whatIsChosenSurvivesTheUrlToo() {
        StackPlan plan = new StackPlan(List.of(
                new StackPlan.Layer(
                        StackRole.CHARACTER, Strength.of(0.9), new LoraRef.Version(new VersionId(UUID.randomUUID()))),
                new StackPlan.Layer(
                        StackRole.STYLE, Strength.of(0.5), new LoraRef.Imported(new LoraFileId(UUID.randomUUID())))));

        assertThat(StackPlan.of(plan.asText())).isEqualTo(plan);
        assertThat(StackPlan.of("style:0.5:x-1").layers())
                .containsExactly(new StackPlan.Layer(StackRole.STYLE, Strength.of(0.5)));
    }

    @Test
    void theGuidesProportionsKeepWhatIsChosen() {
        LoraRef film = new LoraRef.Imported(new LoraFileId(UUID.randomUUID()));
        StackPlan before = new StackPlan(List.of(new StackPlan.Layer(StackRole.STYLE, Strength.of(1.4), film)));

        assertThat(StackPreset.CHARACTER_AND_STYLE.applyTo(before).layers())
                .containsExactly(
                        new StackPlan.Layer(StackRole.CHARACTER, Strength.of(0.9)),
                        new StackPlan.Layer(StackRole.STYLE, Strength.of(0.5), film));
    }

    @Test
    void poseAndStyleAreLoweredBeforeTheCharacter() {
        StackPlan tooMuch = new StackPlan(List.of(
                new StackPlan.Layer(StackRole.CHARACTER, Strength.of(1.1)),
                new StackPlan.Layer(StackRole.STYLE, Strength.of(0.7)),
                new StackPlan.Layer(StackRole.POSE, Strength.of(0.4))));

        List<StrengthReduction> advised = StrengthReduction.advised(tooMuch);

        assertThat(advised).hasSize(2);
        assertThat(advised.getFirst().words())
                .isEqualTo("Lower the style from 0.7 to 0.5 and the pose from 0.4 to 0.2: total 1.80");
        assertThat(advised.getLast().after().total().value()).isLessThanOrEqualTo(1.5 + 1e-9);
        assertThat(StrengthReduction.advised(StackPreset.CHARACTER_AND_STYLE.plan()))
                .isEmpty();
    }

    @Test
    void layersOfOneRoleAreCountedWhereTheyAreLowered() {
        StackPlan styles = StackPlan.of("character:0.8,style:0.6,pose:0.1,style:0.6,other:0.1");

        assertThat(StrengthReduction.to(Strength.of(1.5), styles).words())
                .isEqualTo("Lower style 1 from 0.6 to 0.2 and style 2 from 0.6 to 0.3: total 1.50");
    }

    @Test
    void aLoweredPlanNeverGrowsAndNeverStarvesTheCharacter() {
        Random random = new Random(3);
        for (int round = 0; round < 1000; round++) {
            List<StackPlan.Layer> layers = new ArrayList<>();
            for (int count = random.nextInt(1, 9); count > 0; count--) {
                layers.add(new StackPlan.Layer(
                        StackRole.values()[random.nextInt(4)], Strength.of(random.nextInt(0, 201) / 100.0)));
            }
            StackPlan plan = new StackPlan(layers);
            StackPlan lowered = StrengthReduction.to(Strength.of(1.5), plan).after();

            for (int place = 0; place < layers.size(); place++) {
                StackPlan.Layer before = plan.layers().get(place);
                StackPlan.Layer after = lowered.layers().get(place);
                assertThat(after.strength()).isLessThanOrEqualTo(before.strength());
                if (before.role() == StackRole.CHARACTER) {
                    assertThat(after.strength().value())
                            .isGreaterThanOrEqualTo(
                                    Math.min(0.8, before.strength().value()));
                }
            }
            assertThat(lowered.total().value() <= 1.5 + 1e-9
                            || lowered.layers().stream()
                                    .noneMatch(layer -> layer.strength().value() > 0.8))
                    .isTrue();
        }
    }
}
