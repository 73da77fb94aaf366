package io.understudy.platform.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveTopicsTest {
    private record State(String key, long revision) {}

    private static class States extends LiveStates<String, State> {
        States(SignalThread thread) {
            super(thread, Clock.systemUTC(), State::key, State::revision);
        }
    }

    private static class Counters extends LiveCounters<String> {
        Counters(SignalThread thread, Duration pause) {
            super(thread, pause);
        }

        void change(String key) {
            changed(key);
        }
    }

    private final SignalThread thread = new SignalThread();

    @AfterEach
    void stop() {
        thread.stop();
    }

    @Test
    void pagesThatFollowTheSameKeyShareAValue() {
        Counters counters = new Counters(thread, Duration.ZERO);
        LiveValue<Long> mara = counters.of("ava");
        assertThat(counters.of("ava")).isSameAs(mara);
        LiveValue<Long> other = counters.of("bo");
        counters.change("ava");
        counters.settled().join();
        assertThat(mara.get()).isEqualTo(1);
        assertThat(other.get()).isZero();
    }

    @Test
    void manyChangesWithinThePauseCountAsOne() {
        Counters counters = new Counters(thread, Duration.ofHours(1));
        LiveValue<Long> page = counters.of("ava");
        counters.change("ava");
        counters.change("ava");
        thread.settled().join();
        assertThat(page.get()).isZero();
        counters.settled().join();
        assertThat(page.get()).isEqualTo(1);
    }

    @Test
    void aStateThatArrivesLateDoesNotReplaceANewerOne() {
        States states = new States(thread);
        LiveValue<State> page = states.of(new State("run", 2));
        states.show(new State("run", 5));
        states.show(new State("run", 3));
        states.show(new State("another", 9));
        states.settled().join();
        assertThat(page.get()).isEqualTo(new State("run", 5));
        states.of(new State("run", 6));
        states.settled().join();
        assertThat(page.get()).isEqualTo(new State("run", 6));
    }

    @Test
    void aRaisedCounterNeverSinks() {
        LiveCounter newest = new LiveCounter(thread);
        newest.raiseTo(7);
        newest.raiseTo(4);
        newest.settled().join();
        assertThat(newest.changes().get()).isEqualTo(7);
    }
}
