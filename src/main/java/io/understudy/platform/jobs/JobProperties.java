package io.understudy.platform.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param lease how long a node may be silent before others take up what it was doing */
@ConfigurationProperties("understudy.jobs")
public record JobProperties(@DefaultValue("20s") Duration lease) {
    public JobProperties {
        if (lease.toSeconds() < 5) {
            throw new IllegalArgumentException("understudy.jobs.lease must be at least 5s, not " + lease);
        }
    }
}
