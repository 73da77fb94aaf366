package io.understudy.training.queue;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node works on runs.
 *
 * @param concurrency runs at a time on this node, for each backend that computes here, until an admin says otherwise
 */
@ConfigurationProperties("understudy.training")
record TrainingProperties(@DefaultValue("1") int concurrency) {
    TrainingProperties {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "understudy.training.concurrency must be at least 1, not " + concurrency);
        }
    }
}
