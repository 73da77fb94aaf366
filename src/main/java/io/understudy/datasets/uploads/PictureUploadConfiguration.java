package io.understudy.datasets.uploads;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.platform.core.RunAs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PictureUploadConfiguration {
    @Bean
    RecurringTask<Void> sweepPictureUploads(PictureUploadSweep sweep) {
        return Tasks.recurring("sweep-picture-uploads", FixedDelay.of(Duration.ofHours(1)))
                .execute((instance, context) -> RunAs.run(sweep::sweep));
    }
}
