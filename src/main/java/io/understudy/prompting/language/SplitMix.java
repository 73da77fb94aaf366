package io.understudy.prompting.language;

import java.util.List;

/** Numbers that are the same for the same seed on every machine and in every release. */
final class SplitMix {
    private long state;

    SplitMix(long seed) {
        this.state = seed;
    }

    private long next() {
        state += 0x9e3779b97f4a7c15L;
        long mixed = state;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    int next(int below) {
        return (int) Long.remainderUnsigned(next(), below);
    }

    /** An index, by the weights. */
    int next(List<Double> weights) {
        if (weights.stream().distinct().count() == 1) {
            return next(weights.size());
        }
        double left = (next() >>> 11)
                * 0x1.0p-53
                * weights.stream().mapToDouble(Double::doubleValue).sum();
        for (int index = 0; index < weights.size() - 1; index++) {
            left -= weights.get(index);
            if (left < 0) {
                return index;
            }
        }
        return weights.size() - 1;
    }
}
