package io.understudy.prompting.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Estimates against what FLUX.1-dev's own tokenizers count for prompts of ours, marks included. */
class TextEncoderTest {
    private record Counted(int clip, int t5, String prompt) {}

    private static List<Counted> counted() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(TextEncoderTest.class.getResourceAsStream("/prompts/token-counts.tsv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 3))
                    .map(cells -> new Counted(Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), cells[2]))
                    .toList();
        }
    }

    @TestFactory
    List<DynamicTest> theEstimateIsWithinItsMargin() throws IOException {
        return counted().stream()
                .map(counted -> DynamicTest.dynamicTest(counted.prompt(), () -> {
                    assertWithin(TextEncoder.CLIP_L, counted.prompt(), counted.clip());
                    assertWithin(TextEncoder.T5_XXL, counted.prompt(), counted.t5());
                }))
                .toList();
    }

    private static void assertWithin(TextEncoder encoder, String prompt, int real) {
        int estimate = encoder.estimate(prompt);
        assertThat(Math.abs(estimate - real))
                .as("%s: %d estimated, %d counted", encoder, estimate, real)
                .isLessThanOrEqualTo(encoder.margin(estimate));
    }

    @Test
    void estimatesAreNotBiased() throws IOException {
        double clip = 0;
        double t5 = 0;
        for (Counted counted : counted()) {
            clip += (double) TextEncoder.CLIP_L.estimate(counted.prompt()) / counted.clip() - 1;
            t5 += (double) TextEncoder.T5_XXL.estimate(counted.prompt()) / counted.t5() - 1;
        }

        assertThat(clip / counted().size()).isBetween(-0.03, 0.03);
        assertThat(t5 / counted().size()).isBetween(-0.05, 0.05);
    }

    @Test
    void theMarginIsSaidWithTheEstimate() {
        assertThat(TextEncoder.CLIP_L.inWords("ohwx woman")).isEqualTo("about 4 of 77 tokens for CLIP-L (± 4)");
        assertThat(TextEncoder.T5_XXL.margin(300)).isEqualTo(30);
    }
}
