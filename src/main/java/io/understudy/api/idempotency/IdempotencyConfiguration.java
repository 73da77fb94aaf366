package io.understudy.api.idempotency;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {
    /** After the filters of the sign-in: a key is good for who asks. */
    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotency(IdempotencyRepository answers) {
        FilterRegistrationBean<IdempotencyFilter> last = new FilterRegistrationBean<>(new IdempotencyFilter(answers));
        last.addUrlPatterns("/api/*");
        return last;
    }

    @Bean
    RecurringTask<Void> forgetAnswers(IdempotencyRepository answers, Clock clock) {
        return Tasks.recurring("forget-api-answers", FixedDelay.of(Duration.ofHours(1)))
                .execute((instance, context) -> answers.forget(clock.instant().minus(IdempotencyInterceptor.KEPT)));
    }
}
