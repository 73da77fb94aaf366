package io.understudy.platform.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordingTest {
    private static final String DANCER = "\uD83D\uDC83";

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(Wording.cut("Ava" + DANCER, 5)).isEqualTo("Ava" + DANCER);
        assertThat(Wording.beginning("Ava" + DANCER, 5)).isEqualTo("Ava" + DANCER);
    }

    @Test
    void noEmojiIsCutInTwo() {
        assertThat(Wording.cut("Ava" + DANCER + " in the rain", 5)).isEqualTo("Ava…");
        assertThat(Wording.cut("Ava" + DANCER + " in the rain", 6)).isEqualTo("Ava" + DANCER + "…");
        assertThat(Wording.beginning("Ava" + DANCER, 4)).isEqualTo("Ava");
        assertThat(Wording.beginning(DANCER, 0)).isEmpty();
    }

    @Test
    void digitsCountFromTheFirstThatIsNotZero() {
        assertThat(Wording.plain(0.000123456, 3)).isEqualTo("0.000123");
        assertThat(Wording.plain(1.0, 3)).isEqualTo("1");
        assertThat(Wording.plain(20_000_000, 5)).isEqualTo("20000000");
    }
}
