package io.understudy.datasets.vision;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * Average-linkage grouping: the two closest groups are joined until the closest ones are too far apart. Distances to a
 * joined group are carried on, so that it takes n³ small steps at most and not n⁴.
 */
public final class Grouping {
    private Grouping() {}

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
        int[] size = new int[count];
        Arrays.fill(size, 1);
        int[] group = new int[count];
        Arrays.setAll(group, i -> i);
        while (true) {
            double closest = apart;
            int one = -1;
            int other = -1;
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < i; j++) {
                    if (size[i] > 0 && size[j] > 0 && between[i][j] < closest) {
                        closest = between[i][j];
                        one = j;
                        other = i;
                    }
                }
            }
            if (one < 0) {
                return numbered(group, size);
            }
            join(one, other, between, size, group);
        }
    }

    private static void join(int one, int other, double[][] between, int[] size, int[] group) {
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

    private static int[] numbered(int[] group, int[] size) {
        List<Integer> bySize = Arrays.stream(group)
                .distinct()
                .boxed()
                .sorted((a, b) -> size[b] == size[a] ? Integer.compare(a, b) : Integer.compare(size[b], size[a]))
                .toList();
        return Arrays.stream(group).map(bySize::indexOf).toArray();
    }
}
