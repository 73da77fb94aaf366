package io.understudy.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import org.junit.jupiter.api.Test;

class StrengthWindowTest {
    @Test
    void theGuidesWindowIsItsStandardUseAndItsStrengthForACharacter() {
        assertThat(StrengthWindow.ofTheGuide())
                .isEqualTo(new StrengthWindow(Strength.of(0.8), Strength.of(0.9), Strength.of(1.0)));
    }

    @Test
    void strengthsAreRoundedToTwoDigits() {
        assertThat(new StrengthWindow(Strength.of(0.7000001), Strength.of(0.849999), Strength.of(1.1)).inWords())
                .isEqualTo("0.7–1.1, best 0.85");
    }

    @Test
    void bothEndsBelongToTheWindow() {
        StrengthWindow window = new StrengthWindow(Strength.of(0.7), Strength.of(0.9), Strength.of(1.1));

        assertThat(window.contains(Strength.of(0.7))).isTrue();
        assertThat(window.contains(Strength.of(1.1))).isTrue();
        assertThat(window.contains(Strength.of(0.69))).isFalse();
        assertThat(window.contains(Strength.of(1.11))).isFalse();
    }

    @Test
    void whatIsNoWindowIsRefusedWithTheField() {
        assertRefused("from", 0, 0.9, 1.1);
        assertRefused("to", 0.7, 0.9, 2.1);
        assertRefused("best", 0.7, 0.6, 1.1);
        assertRefused("best", 0.7, 1.2, 1.1);
    }

    private static void assertRefused(String field, double from, double best, double to) {
        assertThatThrownBy(() -> new StrengthWindow(Strength.of(from), Strength.of(best), Strength.of(to)))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo(field));
    }
}
