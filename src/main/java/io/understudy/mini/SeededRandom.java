package io.understudy.mini;

/**
 * Random numbers that depend on nothing but their seed: SplitMix64 and the Box-Muller transform in strict arithmetic, so that
 * a seed generates the same picture on every machine and Java version.
 */
public final class SeededRandom {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double DOUBLE_UNIT = 0x1.0p-53;

    private long state;
    private double spare;
    private boolean hasSpare;

    public SeededRandom(long seed) {
        state = mix(seed);
    }

    public static SeededRandom of(long... values) {
        long seed = 0;
        for (long value : values) {
            seed = mix(seed + GOLDEN_GAMMA) ^ value;
        }
        return new SeededRandom(seed);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform from 0 inclusive to 1 exclusive. */
    public double nextDouble() {
        return (nextLong() >>> 11) * DOUBLE_UNIT;
    }

    /** Uniform from 0 to {@code bound - 1}. */
    public int nextInt(int bound) {
        return (int) (nextDouble() * bound);
    }

    public double nextGaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        double angle = 2 * Math.PI * nextDouble();
        spare = radius * StrictMath.sin(angle);
        hasSpare = true;
        return radius * StrictMath.cos(angle);
    }

    public int[] permutation(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
