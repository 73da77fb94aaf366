package io.understudy.training.backends.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Resources NO_LIMIT = new Resources(1, "", 1, 0, 0);
    private static final Resources TWO_HOURS = new Resources(1, "", 1, 0, 120);

    private static JobStanding running(@Nullable Duration left) {
        return new JobStanding(
                Phase.RUNNING, "RUNNING", "", null, 0, null, null, left == null ? null : NOW.plus(left), "", "");
    }

    @Test
    void aLimitThatIsNearIsSaidAsLongAsTheSpeedIsNotKnown() {
        assertThat(TimeLimit.warning(running(Duration.ofMinutes(31)), NO_LIMIT, Duration.ZERO, 0, 100, NOW))
                .isEmpty();
        assertThat(TimeLimit.warning(running(Duration.ofMinutes(25)), NO_LIMIT, Duration.ZERO, 0, 100, NOW))
                .isEqualTo(" Its time limit ends the job in 25 minutes.");
        assertThat(TimeLimit.warning(running(Duration.ofSeconds(20)), NO_LIMIT, Duration.ZERO, 0, 100, NOW))
                .isEqualTo(" Its time limit ends the job now.");
    }

    @Test
    void aTrainingThatDoesNotFitIsSaidLongBefore() {
        Duration spent = Duration.ofMinutes(100);

        assertThat(TimeLimit.warning(running(Duration.ofHours(5)), NO_LIMIT, spent, 100, 200, NOW))
                .isEmpty();
        assertThat(TimeLimit.warning(running(Duration.ofHours(5)), NO_LIMIT, spent, 100, 400, NOW))
                .isEqualTo(" Its time limit ends the job in about 5 hours, before the training is done: resume the run"
                        + " then, and it continues from what was saved.");
        assertThat(TimeLimit.warning(running(Duration.ofMinutes(10)), NO_LIMIT, spent, 100, 5, NOW))
                .as("it is done before")
                .isEmpty();
        assertThat(TimeLimit.warning(running(Duration.ofMinutes(1)), NO_LIMIT, spent, 100, 0, NOW))
                .as("it is done, and its files are collected")
                .isEmpty();
    }

    @Test
    void whereTheEngineDoesNotSayItTheSettingsDo() {
        assertThat(TimeLimit.warning(running(null), TWO_HOURS, Duration.ofMinutes(80), 0, 100, NOW))
                .isEmpty();
        assertThat(TimeLimit.warning(running(null), TWO_HOURS, Duration.ofMinutes(110), 0, 100, NOW))
                .isEqualTo(" Its time limit ends the job in 10 minutes.");
        assertThat(TimeLimit.warning(running(null), TWO_HOURS, Duration.ofMinutes(119), 0, 100, NOW))
                .isEqualTo(" Its time limit ends the job in 1 minute.");
        assertThat(TimeLimit.warning(running(null), NO_LIMIT, Duration.ofHours(900), 0, 100, NOW))
                .isEmpty();
    }

    @Test
    void aJobThatWaitsHasTimeEnough() {
        assertThat(TimeLimit.warning(
                        new JobStanding(Phase.WAITING, "PENDING", "", null, 1),
                        TWO_HOURS,
                        Duration.ofMinutes(119),
                        0,
                        100,
                        NOW))
                .isEmpty();
    }
}
