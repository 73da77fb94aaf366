package io.understudy.versions.sheets.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.quality.vision.ShotType;
import org.junit.jupiter.api.Test;

class PromptFramingTest {
    @Test
    void theGuidesPromptsNameTheirFraming() {
        assertThat(PromptFraming.of("ohwx woman, beautiful portrait, soft natural lighting, 8k uhd"))
                .containsExactlyInAnyOrder(ShotType.CLOSE_UP, ShotType.UPPER_BODY);
        assertThat(PromptFraming.of("ohwx woman wearing elegant black dress, full body shot, fashion photography"))
                .containsExactly(ShotType.FULL_BODY);
        assertThat(PromptFraming.of("ohwx woman sitting at cafe, drinking coffee, candid shot"))
                .isEmpty();
    }

    @Test
    void theNarrowerWordCounts() {
        assertThat(PromptFraming.of("close-up portrait")).containsExactly(ShotType.CLOSE_UP);
        assertThat(PromptFraming.of("Upper body, from behind")).containsExactly(ShotType.FROM_BEHIND);
        assertThat(PromptFraming.of("a portraitist's studio")).isEmpty();
    }
}
