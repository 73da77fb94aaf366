package io.understudy.training.backends.cluster.bucket;

import io.understudy.storage.ExchangeStore.Exchanged;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The folders of all jobs in the S3 store. */
public final class JobFolders {
    static final String ALL = "jobs/";

    private final JobBucket bucket;

    public JobFolders(JobBucket bucket) {
        this.bucket = bucket;
    }

    /** When each was last changed, by the keys of their runs. */
    public Map<String, Instant> changed() {
        Map<String, Instant> changed = new HashMap<>();
        for (Exchanged one : bucket.list(ALL)) {
            int slash = one.key().indexOf('/', ALL.length());
            if (slash > 0) {
                changed.merge(
                        one.key().substring(ALL.length(), slash),
                        one.changed(),
                        (first, second) -> first.isAfter(second) ? first : second);
            }
        }
        return changed;
    }

    public void remove(String key, Instant before) {
        bucket.list(ALL + key + "/").stream()
                .filter(one -> one.changed().isBefore(before))
                .forEach(one -> bucket.remove(one.key()));
    }
}
