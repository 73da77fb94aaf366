package io.understudy.training.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.training.RunId;
import io.understudy.training.queue.FairQueue.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final UUID MARA = UUID.randomUUID();
    private static final UUID INES = UUID.randomUUID();
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void peopleTakeTurnsHoweverManyRunsOneOfThemQueued() {
        List<Waiting> waiting = List.of(run(1, MARA), run(2, MARA), run(3, MARA), run(4, INES), run(5, INES));

        assertThat(numbers(FairQueue.order(waiting, Map.of()))).containsExactly(1L, 4L, 2L, 5L, 3L);
    }

    @Test
    void whoeverHadAStartTheLongestTimeAgoComesFirst() {
        List<Waiting> waiting = List.of(run(1, MARA), run(2, INES));

        assertThat(numbers(
                        FairQueue.order(waiting, Map.of(MARA, NOON.minusSeconds(10), INES, NOON.minusSeconds(3600)))))
                .containsExactly(2L, 1L);
    }

    @Test
    void aRunThatLostItsWorkerGoesFirst() {
        Waiting interrupted = new Waiting(new RunId(UUID.randomUUID()), 9, MARA, NOON.plusSeconds(9), true, null);

        assertThat(numbers(FairQueue.order(List.of(run(1, INES), interrupted), Map.of(MARA, NOON))))
                .containsExactly(9L, 1L);
    }

    @Test
    void whatAnAdminPlacedStartsInThatOrderAndTheOthersTakeTurnsBehind() {
        List<Waiting> waiting =
                List.of(run(1, MARA), run(2, MARA), run(3, INES), pinned(4, MARA, 2), pinned(5, INES, 1));

        assertThat(numbers(FairQueue.order(waiting, Map.of()))).containsExactly(5L, 4L, 1L, 3L, 2L);
    }

    private static Waiting pinned(long number, UUID person, int place) {
        return new Waiting(new RunId(UUID.randomUUID()), number, person, NOON.plusSeconds(number), false, place);
    }

    private static Waiting run(long number, UUID person) {
        return new Waiting(new RunId(UUID.randomUUID()), number, person, NOON.plusSeconds(number), false, null);
    }

    private static List<Long> numbers(List<Waiting> order) {
        return order.stream().map(Waiting::number).toList();
    }
}
