package io.understudy.generation.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node works on generation jobs.
 *
 * @param concurrency jobs at a time on this node: with two, a person's few pictures need not wait for a whole sheet
 * @param lease how long a worker may be silent before its jobs are taken from it
 */
@ConfigurationProperties("understudy.generation")
record GenerationProperties(
        @DefaultValue("2") int concurrency,
        @DefaultValue("20s") Duration lease) {
    GenerationProperties {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "understudy.generation.concurrency must be at least 1, not " + concurrency);
        }
        if (lease.toSeconds() < 5) {
            throw new IllegalArgumentException("understudy.generation.lease must be at least 5s, not " + lease);
        }
    }
}
