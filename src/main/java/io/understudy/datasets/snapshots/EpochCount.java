package io.understudy.datasets.snapshots;

import io.understudy.platform.text.Formats;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often an epoch shows the pictures of a dataset, where a trainer has repeats.
 *
 * @param byRepeats how many pictures it shows so often
 */
public record EpochCount(SortedMap<Integer, Integer> byRepeats) {
    public EpochCount {
        byRepeats = Collections.unmodifiableSortedMap(new TreeMap<>(byRepeats));
    }

    /** @param repeats of each picture */
    public static EpochCount of(Collection<Integer> repeats) {
        SortedMap<Integer, Integer> counted = new TreeMap<>();
        repeats.forEach(times -> counted.merge(times, 1, Integer::sum));
        return new EpochCount(counted);
    }

    public int pictures() {
        return byRepeats.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Pictures in an epoch, each as often as it is shown. */
    public int shown() {
        return byRepeats.entrySet().stream()
                .mapToInt(each -> each.getKey() * each.getValue())
                .sum();
    }

    /** Whether some pictures are shown more often than others. */
    public boolean isUneven() {
        return byRepeats.size() > 1;
    }

    public boolean isRepeated() {
        return shown() > pictures();
    }

    /** Such as {@code 20 pictures once, 3 pictures 5 times}. */
    public String words() {
        return byRepeats.entrySet().stream().map(EpochCount::words).collect(Collectors.joining(", "));
    }

    private static String words(Map.Entry<Integer, Integer> each) {
        return Formats.plural(each.getValue(), "picture", "pictures") + " "
                + (each.getKey() == 1 ? "once" : Formats.count(each.getKey()) + " times");
    }
}
