package io.understudy.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param token that Prometheus shows; while it is empty nobody can read the figures, and none are taken */
@ConfigurationProperties("understudy.metrics")
record MetricsProperties(@DefaultValue("") String token) {
    private static final int SHORTEST = 16;

    MetricsProperties {
        token = token.strip();
        if (!token.isEmpty() && token.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "understudy.metrics.token must have at least " + SHORTEST + " characters.");
        }
    }

    boolean isOn() {
        return !token.isEmpty();
    }

    /** Leaves the token out: a record prints all it has, and this one may reach a log. */
    @Override
    public String toString() {
        return "MetricsProperties[" + (isOn() ? "on" : "off") + "]";
    }
}
