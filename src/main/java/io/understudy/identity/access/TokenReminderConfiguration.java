package io.understudy.identity.access;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.platform.core.RunAs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TokenReminderConfiguration {
    /** Once an hour, on one node of a cluster: a reminder a day before the end is at most an hour late. */
    @Bean
    RecurringTask<Void> remindOfTokens(AccessTokenService tokens) {
        return Tasks.recurring("remind-of-tokens", FixedDelay.of(Duration.ofHours(1)))
                .execute((instance, context) -> RunAs.run(tokens::remind));
    }
}
