package io.understudy.training.backends.cluster;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** Where an engine has the folders of its jobs, each under the key of its run. */
@FunctionalInterface
public interface JobFolderPlace extends Function<String, JobFolder> {
    /**
     * When the folders that lie there were last changed, by their names, which need not be keys of runs.
     *
     * @return empty where folders are looked through elsewhere
     */
    default Map<String, Instant> changed() {
        return Map.of();
    }
}
