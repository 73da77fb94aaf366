package io.understudy.training.backends.engines;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.platform.core.RunAs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class JobFolderConfiguration {
    private static final Duration PAUSE = Duration.ofHours(6);

    /** On one node at a time. */
    @Bean
    RecurringTask<Void> sweepJobFolders(JobFolderSweep sweep) {
        return Tasks.recurring("sweep-job-folders", FixedDelay.of(PAUSE))
                .execute((instance, context) -> RunAs.run(sweep::sweep));
    }
}
