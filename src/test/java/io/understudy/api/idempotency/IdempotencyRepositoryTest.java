package io.understudy.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
class IdempotencyRepositoryTest {
    private static final UUID OWNER = new UUID(0, 7);
    private static final Instant FIRST = SettableClock.START;
    private static final Instant LATER = FIRST.plus(Duration.ofMinutes(16));

    @Autowired
    IdempotencyRepository answers;

    @BeforeEach
    void claimed() {
        assertThat(answers.claim(OWNER, "k-1", "hash", FIRST)).isTrue();
    }

    @Test
    void aRequestIsClaimedOnce() {
        assertThat(answers.claim(OWNER, "k-1", "hash", LATER)).isFalse();
        assertThat(answers.takeOver(OWNER, "k-1", "hash", FIRST, LATER)).isFalse();
    }

    @Test
    void aServerThatWasGivenUpAnswersInVain() {
        assertThat(answers.takeOver(OWNER, "k-1", "hash", LATER, LATER)).isTrue();
        Claim lost = new Claim(OWNER, "k-1", "hash", FIRST, FIRST);

        answers.answered(lost, 201, null, null, null, "{}");
        answers.withdraw(lost);

        assertThat(answers.find(OWNER, "k-1")).hasValueSatisfying(row -> {
            assertThat(row.status()).isNull();
            assertThat(row.begunAt()).isEqualTo(FIRST);
            assertThat(row.claimedAt()).isEqualTo(LATER);
        });
    }

    @Test
    void onlyTheSameRequestIsTakenOver() {
        assertThat(answers.takeOver(OWNER, "k-1", "other", LATER, LATER)).isFalse();
    }

    @Test
    @Tag("twice")
    void aRequestThatFailedAndMakesNothingTwiceIsWorkedOnAtOnce() {
        answers.release(new Claim(OWNER, "k-1", "hash", FIRST, FIRST));

        assertThat(answers.takeOver(OWNER, "k-1", "hash", FIRST, FIRST)).isTrue();
        assertThat(answers.find(OWNER, "k-1")).hasValueSatisfying(row -> {
            assertThat(row.begunAt()).isEqualTo(FIRST);
            assertThat(row.claimedAt()).isEqualTo(FIRST);
        });
    }

    @Test
    void anAnswerIsForgottenADayAfterItsRequest() {
        assertThat(answers.forget(FIRST)).isZero();
        assertThat(answers.forget(LATER)).isOne();
        assertThat(answers.find(OWNER, "k-1")).isEmpty();
    }
}
