package io.understudy.versions.blind;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** In which order one person sees the pairs, and on which sides: all of it follows from their seed. */
final class BlindOrder {
    /**
     * @param pair position of the pair
     * @param flipped whether its first picture stands at the right
     */
    record Turn(int pair, boolean flipped) {}

    private BlindOrder() {}

    static List<Turn> of(long seed, int pairs) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Turn> turns = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            turns.add(new Turn(pair, random.nextBoolean()));
        }
        for (int last = pairs - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            Turn moved = turns.get(last);
            turns.set(last, turns.get(other));
            turns.set(other, moved);
        }
        return turns;
    }
}
