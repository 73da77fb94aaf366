package io.understudy.datasets.captions.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.support.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionEditTest {
    private static final TriggerWord TRIGGER = new TriggerWord("ohwx woman");

    @Test
    void anExpressionFindsGroupsAndPutsThemBack() {
        CaptionReplacement swapped = new CaptionReplacement("(\\w+) coat", "coat of $1", false, true);
        assertThat(edited(swapped, "ohwx woman, Red coat")).isEqualTo("ohwx woman, coat of Red");
    }

    @Test
    void withoutTheExpressionSwitchEverySignIsMeantAsItIs() {
        assertThat(edited(new CaptionReplacement("a.c", "$1\\", true, false), "abc, a.c"))
                .isEqualTo("abc, $1\\");
    }

    @Test
    void lettersOfOtherAlphabetsMatchInBothCases() {
        assertThat(edited(new CaptionReplacement("ÉTÉ", "summer", false, false), "un été"))
                .isEqualTo("un summer");
    }

    /** Each of these holds a backtracking engine for longer than anyone lives. */
    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(.*a){20}$"})
    void anExpressionThatWouldHoldOtherEnginesEndsAtOnce(String expression) {
        CaptionReplacement hostile = new CaptionReplacement(expression, "x", true, true);
        String caption = "a".repeat(1_999) + "!";
        assertThat(edited(hostile, caption).startsWith(caption)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[z-a]", "(?=a)", "(a)\\1", "a{1001}", "((a{100}){100}){100}", "\\pL{900}"})
    void anExpressionThatIsNoneOrRepeatsTooMuchIsRefusedInWords(String expression) {
        CaptionReplacement wrong = new CaptionReplacement(expression, "", true, true);
        assertThatThrownBy(() -> wrong.prepare(TRIGGER))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        refusal -> assertThat(refusal.field()).isEqualTo("find"));
    }

    @Test
    void aReplacementThatNamesNoGroupIsRefusedBeforeAnythingChanges() {
        CaptionReplacement wrong = new CaptionReplacement("(a)", "$2", true, true);
        assertThatThrownBy(() -> edited(wrong, "a"))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        refusal -> assertThat(refusal.field()).isEqualTo("replace"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ohwx woman, smiling        | ohwx woman, portrait, smiling, studio
                    ohwx woman                 | ohwx woman, portrait, studio
                    ohwx woman smiling, park   | ohwx woman smiling, portrait, park, studio
                    a park                     | portrait, a park, studio
                    ohwx woman, Portrait, park | ohwx woman, Portrait, park, studio
                    ohwx woman, a studio       | ohwx woman, portrait, a studio, studio""")
    void wordsComeAfterTheTriggerWordAndAtTheEndOnce(String before, String after) {
        CaptionAffix affix = new CaptionAffix("portrait", "studio,");
        assertThat(edited(affix, before)).isEqualTo(after);
        assertThat(edited(affix, after)).isEqualTo(after);
    }

    @Test
    void aTagIsRenamedWhereItStandsAloneAndNeverTwice() {
        CaptionTagEdit renamed = new CaptionTagEdit("park", "garden");
        assertThat(edited(renamed, "ohwx woman, Park, car park")).isEqualTo("ohwx woman, garden, car park");
        assertThat(edited(renamed, "park, garden")).isEqualTo("garden");
        assertThat(edited(renamed, "a ,, b")).isEqualTo("a ,, b");
        assertThat(edited(new CaptionTagEdit("park", ""), "ohwx woman, park, sun"))
                .isEqualTo("ohwx woman, sun");
    }

    @Test
    void aShortCaptionIsReadWhollyAndALongOneIsNot() {
        assertThat(CaptionLength.of("")).isEqualTo(new CaptionLength(0, 0));
        assertThat(CaptionLength.of("ohwx woman, red coat").clipTokens()).isEqualTo(7);
        assertThat(CaptionLength.of("red, ".repeat(37)).beyondClip()).isFalse();
        assertThat(CaptionLength.of("red, ".repeat(38)).beyondClip()).isTrue();
    }

    @Test
    void workEndsWhenItsTimeIsOver() {
        SettableClock clock = new SettableClock();
        TimeLimit limit = new TimeLimit(clock, Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(2));
        limit.require();
        clock.advance(Duration.ofMillis(1));
        assertThatThrownBy(limit::require).hasMessageContaining("longer than 2 s, so nothing was changed");
    }

    private static String edited(CaptionEdit edit, String caption) {
        return edit.prepare(TRIGGER).apply(caption);
    }
}
