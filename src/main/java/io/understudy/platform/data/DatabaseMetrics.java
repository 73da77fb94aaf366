package io.understudy.platform.data;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.understudy.platform.metrics.SampledMetrics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long the database takes to answer, the wait for a connection of the pool included. */
@Component
class DatabaseMetrics implements SampledMetrics {
    private final JdbcClient jdbc;
    private final Timer answers;

    DatabaseMetrics(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.answers = Timer.builder("understudy.database.answer")
                .description("Time until the database answers the shortest question")
                .register(meters);
    }

    @Override
    public void sample() {
        answers.record(() -> jdbc.sql("select 1").query(Integer.class).single());
    }
}
