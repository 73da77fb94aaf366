package io.understudy.audit.daily;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.platform.core.RunAs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DailyTrailConfiguration {
    /** Once a day, on one node of a cluster. */
    @Bean
    RecurringTask<Void> anchorAuditTrail(DailyTrailCheck check) {
        return Tasks.recurring("anchor-audit-trail", FixedDelay.of(Duration.ofDays(1)))
                .execute((instance, context) -> RunAs.run(check::run));
    }
}
