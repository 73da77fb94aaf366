package io.understudy.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.platform.text.WordDiff.Kind;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WordDiffTest {
    private static final List<String> WORDS = List.of("ohwx", "woman", "red", "coat", "park", "sun");

    @Test
    void wholeWordsAreMarked() {
        assertThat(inSigns("ohwx woman, red coat, park", "ohwx woman, blue coat, park"))
                .isEqualTo("ohwx woman, [-red-][+blue+] coat, park");
        assertThat(inSigns("ohwx woman", "ohwx woman, smiling")).isEqualTo("ohwx woman[+, smiling+]");
        assertThat(inSigns("a, b, c", "a, c")).isEqualTo("a, [-b, -]c");
        assertThat(inSigns("", "new")).isEqualTo("[+new+]");
        assertThat(inSigns("same", "same")).isEqualTo("same");
    }

    @Test
    void wordsThatStandTogetherAreOneChange() {
        assertThat(inSigns("in a red coat", "in a blue hat")).isEqualTo("in a [-red coat-][+blue hat+]");
    }

    @Test
    void bothChangesAreMadeWhereTheyDoNotTouch() {
        assertThat(WordDiff.merged(
                        "ohwx woman, red coat, park", "ohwx woman, blue coat, park", "ohwx woman, red coat, garden"))
                .contains("ohwx woman, blue coat, garden");
        assertThat(WordDiff.merged("a b", "a b", "a c")).contains("a c");
        assertThat(WordDiff.merged("a b", "a c", "a c")).contains("a c");
    }

    @Test
    void changesOfTheSameWordsAreLeftToAPerson() {
        assertThat(WordDiff.merged("red coat", "blue coat", "green coat")).isEmpty();
        assertThat(WordDiff.merged("coat", "coat, park", "coat, garden")).isEmpty();
        assertThat(WordDiff.merged("", "mine", "theirs")).isEmpty();
    }

    @RepeatedTest(200)
    void bothTextsCanBeReadFromTheDifference(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String before = text(random);
        String after = text(random);
        List<WordDiff.Part> parts = WordDiff.between(before, after);
        assertThat(joined(parts, Kind.NEW)).isEqualTo(before);
        assertThat(joined(parts, Kind.GONE)).isEqualTo(after);
        assertThat(WordDiff.merged(before, after, before)).contains(after);
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(9), 0, WORDS.size())
                .mapToObj(WORDS::get)
                .collect(Collectors.joining(random.nextBoolean() ? ", " : " "));
    }

    private static String joined(List<WordDiff.Part> parts, Kind without) {
        return parts.stream()
                .filter(part -> part.kind() != without)
                .map(WordDiff.Part::text)
                .collect(Collectors.joining());
    }

    private static String inSigns(String before, String after) {
        return WordDiff.between(before, after).stream()
                .map(part -> switch (part.kind()) {
                    case SAME -> part.text();
                    case GONE -> "[-" + part.text() + "-]";
                    case NEW -> "[+" + part.text() + "+]";
                })
                .collect(Collectors.joining());
    }
}
