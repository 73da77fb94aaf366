package io.understudy.prompts.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.guide.Advice;
import io.understudy.guide.StackRole;
import java.util.Collections;
import java.util.List;
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
        StackPlan plan = new StackPlan(
                List.of(new StackPlan.Layer(StackRole.CHARACTER, 1), new StackPlan.Layer(StackRole.OTHER, 0.15)));

        assertThat(StackPlan.parse(plan.asText())).isEqualTo(plan);
    }

    @Test
    void whatSpellsNoLayerIsLeftOut() {
        assertThat(StackPlan.parse("character:0.9,nonsense,pose:-1,style:1e9,pose:99,:,")
                        .layers())
                .containsExactly(
                        new StackPlan.Layer(StackRole.CHARACTER, 0.9),
                        new StackPlan.Layer(StackRole.POSE, StackPlan.MAX_STRENGTH));
    }

    @Test
    void aUrlCannotAskForEndlessLayers() {
        String many = String.join(",", Collections.nCopies(10_000, "pose:0.1"));

        assertThat(StackPlan.parse(many).layers()).hasSizeLessThanOrEqualTo(StackPlan.MAX_LAYERS);
    }
}
