package io.understudy.providers.engines;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.platform.core.RunAs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** On one node at a time. */
    @Bean
    RecurringTask<Void> checkEngines(EngineCheckService checks) {
        return Tasks.recurring("check-engines", FixedDelay.of(PAUSE))
                .execute((instance, context) -> RunAs.run(checks::checkAll));
    }
}
