package io.understudy.training.backends.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.training.backends.cluster.jobs.RemoteJobState.Stage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RemoteJobStateTest {
    private static final String KEY = "0d8f2a56-1c1b-4a5e-9a49-1b1f0c6f7a01";
    private static final String NAME = "understudy-" + KEY;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static String next(RemoteJobState before) {
        return before.nextName(KEY, NOW);
    }

    @Test
    void theJobsOfARunAreCountedInTheirNames() {
        assertThat(RemoteJobState.firstName(KEY)).isEqualTo(NAME);
        assertThat(next(RemoteJobState.sending(NAME, 0, 0))).isEqualTo(NAME + "-2");
        assertThat(next(RemoteJobState.sending(NAME + "-9", 0, 0)
                        .accepted("4711")
                        .over()))
                .isEqualTo(NAME + "-10");
    }

    @Test
    void afterAJobWhoseNameIsNotKnownNoEarlierNameIsUsedAgain() {
        String byTime = NAME + "-" + NOW.getEpochSecond();

        assertThat(next(RemoteJobState.found("4711").over())).isEqualTo(byTime);
        assertThat(next(RemoteJobState.unknown())).isEqualTo(byTime);
        assertThat(next(RemoteJobState.sending(byTime, 0, 0))).isEqualTo(NAME + "-" + (NOW.getEpochSecond() + 1));
    }

    @Test
    void onlyTheRunsOwnNamesAreItsOwn() {
        assertThat(RemoteJobState.isNameOf(KEY, NAME)).isTrue();
        assertThat(RemoteJobState.isNameOf(KEY, NAME + "-2")).isTrue();
        assertThat(RemoteJobState.isNameOf(KEY, NAME + "2")).isFalse();
        assertThat(RemoteJobState.isNameOf(KEY, "train")).isFalse();
    }

    @Test
    void whatIsOverIsNotGivenUp() {
        RemoteJobState accepted = RemoteJobState.sending(NAME, 3, 4).accepted("4711");

        assertThat(accepted.givenUp().stage()).isEqualTo(Stage.GIVEN_UP);
        assertThat(accepted.givenUp().request()).isEmpty();
        assertThat(accepted.over().givenUp()).isEqualTo(accepted.over());
        assertThat(RemoteJobState.read(accepted.givenUp().text())).contains(accepted.givenUp());
    }
}
