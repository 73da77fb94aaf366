package io.understudy.storage.check;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.platform.core.RunAs;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads a share of the store back every quarter of an hour, on one node of a cluster at a time. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReadingProperties.class)
class ReadingConfiguration {
    @Bean
    RecurringTask<Void> storageReading(BlobReading reading) {
        return Tasks.recurring("storage-reading", FixedDelay.of(BlobReading.INTERVAL))
                .execute((instance, context) -> RunAs.run(reading::readShare));
    }
}
