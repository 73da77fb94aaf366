package io.understudy.datasets.intake;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.platform.core.RunAs;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {
    @Bean
    RecurringTask<Void> forgetSentPictures(ArrivalRepository arrivals, Clock clock) {
        return Tasks.recurring("forget-sent-pictures", FixedDelay.of(Duration.ofHours(1)))
                .execute((instance, context) -> RunAs.run(
                        () -> arrivals.removeSentBefore(clock.instant().minus(ArrivalSettings.KEPT))));
    }
}
