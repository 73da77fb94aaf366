package io.understudy.prompts.templates.filling;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Strength;
import io.understudy.prompting.formats.PromptFormat;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompting.language.Snippets;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.VersionState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TemplateFillerTest {
    private static final CharacterId AVA = new CharacterId(UUID.randomUUID());
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final TemplateDraft RAIN = TemplateDraft.of("Rain", "[trigger] [subject], rain");

    @Test
    void theProductionLoraGoesInAtTheBestOfItsWindow() {
        FilledTemplate filled =
                filled(RAIN, "ohwx woman", new StrengthWindow(Strength.of(0.7), Strength.of(0.85), Strength.of(1.1)));

        assertThat(filled.loras()).singleElement().satisfies(lora -> {
            assertThat(lora.name()).isEqualTo("ava_v3_1000steps");
            assertThat(lora.strength()).isEqualTo(Strength.of(0.85));
            assertThat(lora.advice().words()).contains("the window of v3").contains("0.7–1.1");
        });
        assertThat(filled.notes()).isEmpty();
        assertThat(PromptFormat.A1111.write(filled.asPrompt()).text())
                .startsWith("ohwx woman, rain <lora:ava_v3_1000steps:0.85>");
    }

    @Test
    void withoutAStatedWindowTheGuidesCounts() {
        assertThat(filled(RAIN, "ohwx woman", null).loras())
                .singleElement()
                .satisfies(lora -> assertThat(lora.strength()).isEqualTo(Strength.of(0.9)));
    }

    @Test
    void aTemplatesOwnStrengthCountsAndIsWarnedAboutOutsideTheWindow() {
        TemplateDraft strong = RAIN.with(settings(TemplateLora.ofTheCharacter(Strength.of(1.3))));

        assertThat(filled(
                                strong,
                                "ohwx woman",
                                new StrengthWindow(Strength.of(0.7), Strength.of(0.85), Strength.of(1.1)))
                        .loras())
                .singleElement()
                .satisfies(lora -> {
                    assertThat(lora.strength()).isEqualTo(Strength.of(1.3));
                    assertThat(lora.advice().level()).isEqualTo(Advice.Level.WARNING);
                });
    }

    @Test
    void otherLorasComeBehindTheCharacters() {
        TemplateDraft stacked = RAIN.with(settings(
                new TemplateLora(StackRole.STYLE, "grain_v2", Strength.of(0.4)),
                TemplateLora.ofTheCharacter(Strength.of(0.8))));

        assertThat(filled(stacked, "ohwx woman", null).loras())
                .extracting(FilledLora::name)
                .containsExactly("ava_v3_1000steps", "grain_v2");
    }

    @Test
    void theWordsThatTheLoraWasTrainedWithGoIn() {
        FilledTemplate filled = filled(RAIN, "zkvq woman", null);

        assertThat(filled.prompt()).isEqualTo("zkvq woman, rain");
        assertThat(filled.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("zkvq woman").contains("ohwx woman"));
    }

    @Test
    @Tag("attack")
    void anApprovalThatTheTrailDoesNotHaveIsSaid() {
        FilledTemplate filled = new TemplateFiller(Snippets.NONE, ava(), production("ohwx woman", null, true), Map.of())
                .fill(RAIN, FillRequest.forCharacter(AVA));

        assertThat(filled.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("contradict the audit trail: do not rely on it"));
    }

    @Test
    void halfTypedSettingsStillGiveAPrompt() {
        TemplateDraft half = RAIN.with(new TemplateSettings(null, List.of(), 3.0, 0, -16, null, null));

        assertThat(filled(half, "ohwx woman", null).asPrompt())
                .satisfies(prompt -> assertThat(prompt.steps()).isPositive())
                .satisfies(prompt -> assertThat(prompt.width()).isPositive());
    }

    private static FilledTemplate filled(TemplateDraft template, String trained, @Nullable StrengthWindow stated) {
        return new TemplateFiller(Snippets.NONE, ava(), production(trained, stated), Map.of())
                .fill(template, FillRequest.forCharacter(AVA));
    }

    private static TemplateSettings settings(TemplateLora... loras) {
        return new TemplateSettings(null, List.of(loras), null, null, null, null, null);
    }

    private static CharacterSummary ava() {
        return new CharacterSummary(
                AVA, "Ava", "ava", "woman", new TriggerWord("ohwx woman"), "", null, null, UUID.randomUUID(), NOON, 0);
    }

    private static VersionCard production(String trigger, @Nullable StrengthWindow stated) {
        return production(trigger, stated, false);
    }

    private static VersionCard production(String trigger, @Nullable StrengthWindow stated, boolean contradicted) {
        VersionOrigin origin = new VersionOrigin.Imported(
                "Mara", "x.safetensors", "", "", "", "", "", new TriggerWord(trigger), 16, 16, 1);
        return new VersionCard(
                new VersionId(UUID.randomUUID()),
                AVA,
                3,
                "ava_v3_1000steps.safetensors",
                VersionState.APPROVED,
                BaseModel.FLUX1_DEV,
                origin,
                NOON,
                null,
                null,
                null,
                stated,
                false,
                contradicted,
                null,
                6,
                6);
    }
}
