package io.understudy.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.guide.PromptSlot;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTextTest {
    private static final Map<PromptSlot, String> WORDS = Map.of(
            PromptSlot.TRIGGER, "ohwx woman",
            PromptSlot.SCENE, "at a cafe",
            PromptSlot.STYLE, "film photo");

    @Test
    void theGuidesStructureIsATemplate() {
        assertThat(new PromptText(PromptSlot.STRUCTURE).slots()).containsExactly(PromptSlot.values());
    }

    @Test
    void slotsWithoutWordsVanishWithTheirCommas() {
        assertThat(new PromptText(PromptSlot.STRUCTURE).fill(WORDS)).isEqualTo("ohwx woman, at a cafe, film photo");
    }

    @Test
    void wordsAreInsertedAsTheyAreAndNeverExpandedAgain() {
        Map<PromptSlot, String> hostile =
                Map.of(PromptSlot.TRIGGER, "ohwx", PromptSlot.SCENE, "[style] $1 \\0", PromptSlot.STYLE, "photo");

        assertThat(new PromptText("[trigger], [scene], [style]").fill(hostile))
                .isEqualTo("ohwx, [style] $1 \\0, photo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a photo of [trigger]|begins with [trigger]",
                "[trigger], [mood]|There is no slot [mood]",
                "[trigger], [scene|A bracket is left open",
                "[trigger], ]|A bracket is left open",
                "[trigger], [scene], [scene]|occurs twice",
                "[trigger] and [trigger]|occurs twice",
                "''|A template needs text",
                "[trigger] [[scene]]|A bracket is left open"
            })
    void whatIsNoTemplateIsRefusedWithTheReason(String text, String reason) {
        assertThat(PromptText.problemWith(text))
                .hasValueSatisfying(words -> assertThat(words).contains(reason));
    }

    @Test
    void slotNamesAreTakenInAnyCase() {
        assertThat(PromptText.problemWith("[Trigger], [ SCENE ]")).isEmpty();
    }

    @Test
    void thePreviewTellsOpenAndFilledSlotsApart() {
        assertThat(new PromptText("[trigger], [scene]").preview(Map.of(PromptSlot.SCENE, "at a cafe")))
                .containsExactly(
                        new PromptPart.Open(PromptSlot.TRIGGER),
                        new PromptPart.Words(", "),
                        new PromptPart.Filled(PromptSlot.SCENE, "at a cafe"));
    }

    @Test
    void aHugeTextIsRefusedQuickly() {
        assertThat(PromptText.problemWith("[trigger]" + "[".repeat(100_000))).isPresent();
    }
}
