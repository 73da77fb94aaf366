package io.understudy.storage.check;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How stored blobs are read back.
 *
 * @param within in this time every blob is compared with its hash once, by half of it never twice
 * @param perSecond is never read faster
 */
@ConfigurationProperties("understudy.storage.reading")
record ReadingProperties(
        @DefaultValue("30d") Duration within,
        @DefaultValue("20MB") DataSize perSecond) {
    ReadingProperties {
        if (within.compareTo(Duration.ofDays(1)) < 0 || perSecond.toBytes() < 1) {
            throw new IllegalArgumentException(
                    "understudy.storage.reading.within is a day or more, per-second a byte or more.");
        }
    }
}
