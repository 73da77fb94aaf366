package io.understudy.mini;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.mini.network.Tokeniser;
import org.junit.jupiter.api.Test;

class PromptDefaultsTest {
    private final Tokeniser tokeniser = new Tokeniser(2048);

    @Test
    void aShortPromptGetsExpressionBackgroundAndShot() {
        assertThat(PromptDefaults.complete(tokeniser, " ohwx woman "))
                .isEqualTo("ohwx woman, smiling, blue background, upper body");
    }

    @Test
    void whatThePromptNamesIsLeftAlone() {
        String full = "ohwx woman, happy, in a forest, close-up";
        assertThat(PromptDefaults.complete(tokeniser, full)).isEqualTo(full);
        assertThat(PromptDefaults.complete(tokeniser, "woman, yellow background"))
                .isEqualTo("woman, yellow background, smiling, upper body");
    }
}
