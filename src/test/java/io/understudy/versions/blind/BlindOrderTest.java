package io.understudy.versions.blind;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.versions.blind.BlindOrder.Turn;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlindOrderTest {
    @Test
    void everyPairComesOnceAndTheOrderFollowsFromTheSeed() {
        List<Turn> turns = BlindOrder.of(7, 40);

        assertThat(turns)
                .extracting(Turn::pair)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 40).boxed().toList());
        assertThat(BlindOrder.of(7, 40)).isEqualTo(turns);
        assertThat(BlindOrder.of(8, 40)).isNotEqualTo(turns);
    }

    @Test
    void overManySeedsEachPairStandsAnywhereAndOnBothSides() {
        int people = 4000;
        int[] places = new int[4];
        int flipped = 0;
        for (long seed = 0; seed < people; seed++) {
            List<Turn> turns = BlindOrder.of(seed, 4);
            for (int place = 0; place < 4; place++) {
                if (turns.get(place).pair() == 0) {
                    places[place]++;
                    flipped += turns.get(place).flipped() ? 1 : 0;
                }
            }
        }

        assertThat(flipped).isBetween(people * 45 / 100, people * 55 / 100);
        for (int count : places) {
            assertThat(count).isBetween(people * 20 / 100, people * 30 / 100);
        }
    }
}
