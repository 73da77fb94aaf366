package io.understudy.datasets.captioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptionInstructionTest {
    private static final TriggerWord TRIGGER = new TriggerWord("ohwx woman");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ohwx woman stands on a pier.                       | ohwx woman stands on a pier.
            A pier in the rain, ohwx woman in a red coat       | ohwx woman, A pier in the rain, in a red coat
            "On a pier."                                       | ohwx woman, On a pier.
            Here is the caption: on a pier                     | ohwx woman, on a pier
            Sure! Here's a description of the photo: on a pier | ohwx woman, on a pier
            Caption: **ohwx woman** on a pier                  | ohwx woman on a pier
            <think>She wears red. Or not?</think> on a pier    | ohwx woman, on a pier
            <think>She wears red                               | ''
            ' , '                                              | ''
            """)
    void whatAModelSaysBecomesACaption(String answer, String caption) {
        assertThat(CaptionInstruction.caption(answer, TRIGGER)).isEqualTo(caption);
    }

    @Test
    void anAnswerOfManyLinesIsOneLineAndALongOneIsCut() {
        assertThat(CaptionInstruction.caption("- red coat,\n- pier,\n- rain", TRIGGER))
                .isEqualTo("ohwx woman, red coat, pier, rain");
        assertThat(CaptionInstruction.caption("word ".repeat(1_000), TRIGGER))
                .hasSizeLessThanOrEqualTo(CaptionText.MAX_LENGTH)
                .startsWith("ohwx woman, word")
                .endsWith("word");
    }

    @Test
    void anInstructionHasWordsAndALimit() {
        assertThatThrownBy(() -> new CaptionInstruction(" ", CaptionStyle.TAGS))
                .isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> new CaptionInstruction("x".repeat(CaptionInstruction.LONGEST + 1), CaptionStyle.TAGS))
                .isInstanceOf(DomainException.RuleViolation.class);
    }
}
