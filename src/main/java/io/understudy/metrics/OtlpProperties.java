package io.understudy.metrics;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param url to which figures are sent, such as {@code http://collector:4318/v1/metrics}; while it is empty none are
 * @param headers of each request, such as one with a key
 * @param every between two requests
 */
@ConfigurationProperties("understudy.metrics.otlp")
record OtlpProperties(
        @DefaultValue("") String url,
        @DefaultValue Map<String, String> headers,
        @DefaultValue("1m") Duration every) {
    OtlpProperties {
        url = url.strip();
        headers = Map.copyOf(headers);
    }

    boolean isOn() {
        return !url.isEmpty();
    }

    /** Leaves the headers out: a record prints all it has, and this one may reach a log. */
    @Override
    public String toString() {
        return "OtlpProperties[" + (isOn() ? "on" : "off") + "]";
    }
}
