package io.understudy.webhooks;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.platform.core.RunAs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
    @Bean
    RecurringTask<Void> forgetOldDeliveries(DeliveryService deliveries) {
        return Tasks.recurring("forget-old-deliveries", FixedDelay.of(Duration.ofHours(6)))
                .execute((instance, context) -> RunAs.run(deliveries::forgetOld));
    }
}
