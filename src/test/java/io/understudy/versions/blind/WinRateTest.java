package io.understudy.versions.blind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WinRateTest {
    @Test
    void theIntervalIsWilsons() {
        WinRate rate = WinRate.of(15, 0, 5);

        assertThat(rate.share()).isEqualTo(0.75);
        // Computed by hand after Wilson (1927): n = 20, p = 0.75, z = 1.96.
        assertThat(rate.low()).isCloseTo(0.531, within(0.001));
        assertThat(rate.high()).isCloseTo(0.888, within(0.001));
    }

    @Test
    void anEqualCountsHalfForEach() {
        assertThat(WinRate.of(1, 2, 1).share()).isEqualTo(0.5);
        assertThat(WinRate.of(0, 4, 0).share()).isEqualTo(0.5);
        assertThat(WinRate.of(3, 2, 0).share()).isEqualTo(0.8);
    }

    @Test
    void fewVotesSayLittleAndTheEndsStayWithinZeroAndOne() {
        WinRate one = WinRate.of(1, 0, 0);

        assertThat(one.share()).isEqualTo(1);
        assertThat(one.high()).isEqualTo(1);
        assertThat(one.low()).isCloseTo(0.207, within(0.001));
        assertThat(WinRate.of(0, 0, 1).low()).isZero();
    }

    @Test
    void withoutVotesNothingIsKnown() {
        WinRate none = WinRate.of(0, 0, 0);

        assertThat(none.share()).isNaN();
        assertThat(none.low()).isZero();
        assertThat(none.high()).isEqualTo(1);
    }
}
