package io.understudy.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.prompting.guide.TriggerWord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerUseTest {
    private static final TriggerWord TRIGGER = new TriggerWord("ohwx woman");

    @ParameterizedTest
    @CsvSource({
        "'ohwx woman, close-up', FIRST, 'ohwx woman, close-up'",
        "'ohwx woman', FIRST, 'ohwx woman'",
        "'a photo of ohwx woman', ELSEWHERE, 'ohwx woman, a photo of'",
        "'smiling, ohwx woman, park', ELSEWHERE, 'ohwx woman, smiling, park'",
        "'close-up', MISSING, 'ohwx woman, close-up'",
        "'', MISSING, 'ohwx woman'",
        "'ohwx womanly, close-up', MISSING, 'ohwx woman, ohwx womanly, close-up'",
        "'Ohwx woman, close-up', MISSING, 'ohwx woman, Ohwx woman, close-up'"
    })
    void theTriggerWordIsLookedForAndPutFirst(String caption, TriggerUse use, String repaired) {
        assertThat(TriggerUse.of(caption, TRIGGER)).isEqualTo(use);
        assertThat(TriggerUse.repaired(caption, TRIGGER)).isEqualTo(repaired);
        assertThat(TriggerUse.of(TriggerUse.repaired(caption, TRIGGER), TRIGGER))
                .isEqualTo(TriggerUse.FIRST);
    }
}
