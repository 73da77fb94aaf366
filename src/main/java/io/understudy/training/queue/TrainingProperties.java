package io.understudy.training.queue;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node works on runs.
 *
 * @param concurrency runs at a time on this node, for each backend that computes here, until an admin says otherwise
 * @param lease how long a worker may be silent before its runs are taken from it
 */
@ConfigurationProperties("understudy.training")
record TrainingProperties(
        @DefaultValue("1") int concurrency,
        @DefaultValue("20s") Duration lease) {
    TrainingProperties {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "understudy.training.concurrency must be at least 1, not " + concurrency);
        }
        if (lease.toSeconds() < 5) {
            throw new IllegalArgumentException("understudy.training.lease must be at least 5s, not " + lease);
        }
    }
}
