package io.understudy.storage;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.platform.core.RunAs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sweeps every quarter of an hour, on one node of a cluster at a time. */
@Configuration(proxyBeanMethods = false)
class SweepConfiguration {
    private static final Duration PAUSE = Duration.ofMinutes(15);

    @Bean
    RecurringTask<Void> storageSweep(BlobSweeper sweeper) {
        return Tasks.recurring("storage-sweep", FixedDelay.of(PAUSE))
                .execute((instance, context) -> RunAs.run(sweeper::sweep));
    }
}
