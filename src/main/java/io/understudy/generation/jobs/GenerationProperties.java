package io.understudy.generation.jobs;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node works on generation jobs.
 *
 * @param concurrency jobs at a time on this node: with two, a person's few pictures need not wait for a whole sheet
 */
@ConfigurationProperties("understudy.generation")
record GenerationProperties(@DefaultValue("2") int concurrency) {
    GenerationProperties {
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "understudy.generation.concurrency must be at least 1, not " + concurrency);
        }
    }
}
