package io.understudy.collaboration.inbox;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.platform.core.RunAs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InboxCleanupConfiguration {
    @Bean
    RecurringTask<Void> forgetOldNotices(InboxService inbox) {
        return Tasks.recurring("forget-old-notices", FixedDelay.of(Duration.ofHours(6)))
                .execute((instance, context) -> RunAs.run(inbox::forgetOld));
    }
}
