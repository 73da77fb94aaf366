package io.understudy.datasets.quality.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupingTest {
    private static final double APART = 0.2;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void joiningAlongChainsGivesTheGroupsOfJoiningTheClosestPairAgainAndAgain(int seed) {
        Random random = new Random(seed);
        List<double[]> points = IntStream.range(0, 60)
                .mapToObj(i -> new double[] {random.nextDouble(), random.nextDouble()})
                .toList();

        int[] groups = Grouping.of(points, APART, GroupingTest::distance);

        assertThat(partition(groups)).isEqualTo(closestPairsFirst(points));
    }

    @Test
    void nothingIsNoGroupAndOneThingIsOne() {
        assertThat(Grouping.of(List.of(), 1, (Integer a, Integer b) -> 0)).isEmpty();
        assertThat(Grouping.of(List.of(5), 1, (a, b) -> 0)).containsExactly(0);
    }

    @Test
    void equalThingsAreOneGroup() {
        assertThat(Grouping.of(List.of(1, 1, 1, 9), 1, (a, b) -> Math.abs(a - b)))
                .containsExactly(0, 0, 0, 1);
    }

    /** The definition, taken literally. */
    private static Set<Set<Integer>> closestPairsFirst(List<double[]> points) {
        List<Set<Integer>> groups = new ArrayList<>();
        IntStream.range(0, points.size()).forEach(i -> groups.add(new HashSet<>(Set.of(i))));
        while (true) {
            double least = APART;
            Set<Integer> one = Set.of();
            Set<Integer> other = Set.of();
            for (int i = 0; i < groups.size(); i++) {
                for (int j = 0; j < i; j++) {
                    double average = average(points, groups.get(i), groups.get(j));
                    if (average < least) {
                        least = average;
                        one = groups.get(i);
                        other = groups.get(j);
                    }
                }
            }
            if (one.isEmpty()) {
                return new HashSet<>(groups);
            }
            groups.remove(other);
            groups.remove(one);
            Set<Integer> joined = new HashSet<>(one);
            joined.addAll(other);
            groups.add(joined);
        }
    }

    private static double average(List<double[]> points, Set<Integer> one, Set<Integer> other) {
        return one.stream()
                .flatMapToDouble(i -> other.stream().mapToDouble(j -> distance(points.get(i), points.get(j))))
                .average()
                .orElseThrow();
    }

    private static Set<Set<Integer>> partition(int[] groups) {
        List<Set<Integer>> sets = new ArrayList<>();
        for (int thing = 0; thing < groups.length; thing++) {
            while (sets.size() <= groups[thing]) {
                sets.add(new HashSet<>());
            }
            sets.get(groups[thing]).add(thing);
        }
        return new HashSet<>(sets);
    }

    private static double distance(double[] one, double[] other) {
        return Math.hypot(one[0] - other[0], one[1] - other[1]);
    }
}
