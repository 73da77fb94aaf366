package io.understudy.storage.scan;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param host of clamd; empty for no scanner
 * @param answerWithin how long it may take for one file
 */
@ConfigurationProperties("understudy.scanner")
public record ScannerProperties(
        @DefaultValue("") String host,
        @DefaultValue("3310") int port,
        @DefaultValue("2m") Duration answerWithin) {}
