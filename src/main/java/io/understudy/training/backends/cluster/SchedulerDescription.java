package io.understudy.training.backends.cluster;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine has.
 *
 * @param release of the scheduler or the driver, as it names itself
 * @param cluster the name of the cluster or the machine
 */
public record SchedulerDescription(String release, String cluster, List<Partition> partitions) {
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
