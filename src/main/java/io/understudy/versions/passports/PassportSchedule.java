package io.understudy.versions.passports;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.identity.RunAs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PassportSchedule {
    @Bean
    RecurringTask<Void> waitingPassports(PassportJob desk) {
        return Tasks.recurring("waiting-passports", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((instance, context) -> RunAs.run(desk::takeUpWaiting));
    }
}
