package io.understudy.datasets.captions.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChosenWordsTest {
    @Test
    void aPersonsWordsStayAndTheProposedOnesComeOneByOne() {
        ChosenWords words = ChosenWords.of("ohwx woman, on a bridge", "ohwx woman, smiling, on a pier", false);
        assertThat(words.text()).isEqualTo("ohwx woman, on a bridge");

        int smiling = indexOf(words, "smiling");
        assertThat(words.toggled(smiling).text()).isEqualTo("ohwx woman, smiling, on a bridge");
        assertThat(words.toggled(smiling).toggled(smiling)).isEqualTo(words);
    }

    @Test
    void aWordIsReplacedByGivingUpOneAndTakingTheOther() {
        ChosenWords words = ChosenWords.of("ohwx woman on a bridge", "ohwx woman on a pier", false);

        ChosenWords replaced = words.toggled(indexOf(words, "bridge")).toggled(indexOf(words, "pier"));

        assertThat(replaced.text()).isEqualTo("ohwx woman on a pier");
    }

    @Test
    void whatBothSayCannotBeGivenUpHere() {
        ChosenWords words = ChosenWords.of("ohwx woman", "ohwx woman, smiling", true);
        assertThat(words.toggled(0)).isEqualTo(words);
        assertThat(words.text()).isEqualTo("ohwx woman, smiling");
    }

    @Test
    void givingUpATagLeavesNoEmptyOne() {
        ChosenWords words = ChosenWords.of("ohwx woman, red, wet, pier", "ohwx woman, pier", false);
        assertThat(words.toggled(indexOf(words, "red")).text()).isEqualTo("ohwx woman, pier");
    }

    private static int indexOf(ChosenWords words, String text) {
        for (int i = 0; i < words.pieces().size(); i++) {
            if (words.pieces().get(i).text().contains(text)) {
                return i;
            }
        }
        throw new AssertionError(text + " is not in " + words.pieces());
    }
}
