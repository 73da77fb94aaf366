package io.understudy.platform.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {
    @Test
    void whatIsSpecialInAPatternIsMeantLiterally() {
        assertThat(new SearchText("  100% Ava_v2! ").anywhere()).isEqualTo("%100!%%ava!_v2!!%");
    }

    @ParameterizedTest
    @CsvSource({"12,12", "#12,12", "Run 12,12", "run #12,12", "run,-1", "12 monkeys,-1", "1234567890123456,-1"})
    void aRunIsFoundByItsNumber(String typed, long number) {
        assertThat(new SearchText(typed).number()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"rim light,true", "Soft Rim Lights,true", "light rim,false", "rim,false", "100% rim or light,true"})
    void wordsAreFoundInTheirOrder(String words, boolean found) {
        assertThat(new SearchText(" Rim  light").isIn(words)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"Ava Lindqvist,0", "Miss Ava,1", "big_ava,1", "Guava,2"})
    void firstLettersComeFirst(String name, int rank) {
        assertThat(new SearchText("ava").rank(name)).isEqualTo(rank);
    }
}
