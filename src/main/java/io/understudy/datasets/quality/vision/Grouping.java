package io.understudy.datasets.quality.vision;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * Average-linkage grouping: the two closest groups are joined until the closest ones are too far apart. Groups are joined
 * along chains of nearest neighbours, which gives the same groups in n² steps: with average distances, a pair that is
 * closest for both of its sides stays so whatever else is joined before it.
 */
public final class Grouping {
    private final double[][] between;
    private final int[] size;
    private final int[] group;

    private Grouping(double[][] between) {
        this.between = between;
        size = new int[between.length];
        Arrays.fill(size, 1);
        group = new int[between.length];
        Arrays.setAll(group, i -> i);
    }

    /**
     * Groups things by their distances.
     *
     * @param apart average distance from which on groups stay apart
     * @return the group of each thing, numbered from 0 by size, the largest first
     */
    public static <T> int[] of(List<T> things, double apart, ToDoubleBiFunction<T, T> distance) {
        int count = things.size();
        double[][] between = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                between[i][j] = distance.applyAsDouble(things.get(i), things.get(j));
                between[j][i] = between[i][j];
            }
        }
        Grouping grouping = new Grouping(between);
        grouping.joinUpTo(apart);
        return grouping.numbered();
    }

    private void joinUpTo(double apart) {
        boolean[] alone = new boolean[size.length];
        int[] chain = new int[size.length];
        for (int start = 0; start < size.length; start++) {
            if (size[start] == 0 || alone[start]) {
                continue;
            }
            int length = 0;
            chain[length++] = start;
            while (length > 0) {
                int last = chain[length - 1];
                int before = length > 1 ? chain[length - 2] : -1;
                int nearest = nearest(last, before, alone);
                if (nearest < 0 || between[last][nearest] >= apart) {
                    // Nobody comes closer later: averages over farther groups only grow.
                    alone[last] = true;
                    length--;
                } else if (nearest == before) {
                    join(Math.min(last, before), Math.max(last, before));
                    length -= 2;
                    if (length == 0) {
                        chain[length++] = Math.min(last, before);
                    }
                } else {
                    chain[length++] = nearest;
                }
            }
        }
    }

    /** Of several equally near ones the one before in the chain, so that the chain ends. */
    private int nearest(int to, int before, boolean[] alone) {
        int nearest = before;
        double least = before < 0 ? Double.POSITIVE_INFINITY : between[to][before];
        for (int other = 0; other < size.length; other++) {
            if (other != to && size[other] > 0 && !alone[other] && between[to][other] < least) {
                least = between[to][other];
                nearest = other;
            }
        }
        return nearest;
    }

    private void join(int one, int other) {
        for (int k = 0; k < size.length; k++) {
            double average =
                    (size[one] * between[one][k] + size[other] * between[other][k]) / (size[one] + size[other]);
            between[one][k] = average;
            between[k][one] = average;
        }
        size[one] += size[other];
        size[other] = 0;
        for (int k = 0; k < group.length; k++) {
            if (group[k] == other) {
                group[k] = one;
            }
        }
    }

    private int[] numbered() {
        List<Integer> bySize = Arrays.stream(group)
                .distinct()
                .boxed()
                .sorted((a, b) -> size[b] == size[a] ? Integer.compare(a, b) : Integer.compare(size[b], size[a]))
                .toList();
        return Arrays.stream(group).map(bySize::indexOf).toArray();
    }
}
