package io.understudy.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static Stream<Duration> pauses(int attempts) {
        return Stream.generate(UUID::randomUUID)
                .limit(200)
                .map(event -> RetrySchedule.after(attempts, event).orElseThrow());
    }

    @Test
    void whatFailedTogetherIsNotTriedAgainTogether() {
        assertThat(pauses(4))
                .allMatch(pause -> pause.compareTo(Duration.ofHours(2)) >= 0
                        && pause.compareTo(Duration.ofHours(2).plusMinutes(12)) <= 0);
        assertThat(pauses(4).distinct().count()).isGreaterThan(100);
    }

    @Test
    void theTenthAttemptIsTheLast() {
        assertThat(RetrySchedule.after(9, UUID.randomUUID())).isPresent();
        assertThat(RetrySchedule.after(10, UUID.randomUUID())).isEmpty();
    }
}
