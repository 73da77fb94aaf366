package io.understudy.training.backends.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine has.
 *
 * @param release of the scheduler or the driver, as it names itself
 * @param cluster the name of the cluster or the machine
 * @param shares the fair-share factor of each account that jobs may be charged to, 0 to 1; empty where there is none
 */
public record SchedulerDescription(
        String release, String cluster, List<Partition> partitions, Map<String, Double> shares) {
    public SchedulerDescription {
        partitions = List.copyOf(partitions);
    }

    public SchedulerDescription(String release, String cluster, List<Partition> partitions) {
        this(release, cluster, partitions, Map.of());
    }

    /**
     * @param open whether it takes jobs
     * @param longest null for no limit
     */
    public record Partition(
            String name, boolean open, @Nullable Duration longest, List<Cards> cards) {}

    /**
     * @param type as it is asked for; empty where the cluster has not named it
     * @param each cards in one machine
     * @param machines how many have them
     */
    public record Cards(String type, int each, int machines) {}
}
