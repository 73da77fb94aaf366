package io.understudy.providers.fal;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.providers.fal.FalClient.Sleeper;
import io.understudy.providers.fal.messages.FalMessageRepository;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FalProperties.class)
class FalConfiguration {
    @Bean
    Sleeper falPauses() {
        return Thread::sleep;
    }

    /** On one node at a time. A message is refused minutes after it was signed: older ones need not be remembered. */
    @Bean
    RecurringTask<Void> forgetFalMessages(FalMessageRepository rows, FalRepository uploads, Clock clock) {
        return Tasks.recurring("forget-fal-messages", FixedDelay.of(Duration.ofHours(1)))
                .execute((instance, context) -> {
                    rows.forgetBefore(clock.instant().minus(Duration.ofDays(1)));
                    uploads.forgetUploadsBefore(clock.instant().minus(FalFiles.REUSED));
                });
    }
}
