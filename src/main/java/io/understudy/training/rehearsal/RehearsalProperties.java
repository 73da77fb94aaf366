package io.understudy.training.rehearsal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How rehearsals are made.
 *
 * @param backend the training backend that rehearses
 * @param aim how long its steps should take together; there are never fewer than 16 of them
 * @param most after which a rehearsal is given up
 */
@ConfigurationProperties("understudy.training.rehearsal")
record RehearsalProperties(
        @DefaultValue("miniature") String backend,
        @DefaultValue("45s") Duration aim,
        @DefaultValue("5m") Duration most) {}
