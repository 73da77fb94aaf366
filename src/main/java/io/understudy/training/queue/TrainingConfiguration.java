package io.understudy.training.queue;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.platform.core.RunAs;
import io.understudy.training.checkpoints.CheckpointService;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrainingProperties.class)
class TrainingConfiguration {
    /** On one node at a time: removes checkpoints that are no longer needed. */
    @Bean
    RecurringTask<Void> pruneCheckpoints(CheckpointService checkpoints) {
        return Tasks.recurring("prune-checkpoints", FixedDelay.of(Duration.ofHours(1)))
                .execute((instance, context) -> RunAs.run(checkpoints::prune));
    }
}
