package io.understudy.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts what this thread sends to the database, which Hibernate and Spring log at the level debug. */
public final class StatementCounter extends AppenderBase<ILoggingEvent> {
    private static final List<Logger> LOGGERS =
            List.of(logger("org.hibernate.SQL"), logger(JdbcTemplate.class.getName()));

    private final Thread thread = Thread.currentThread();
    private int statements;

    private StatementCounter() {}

    public static int statementsOf(Runnable work) {
        StatementCounter counter = new StatementCounter();
        counter.start();
        LOGGERS.forEach(logger -> {
            logger.setAdditive(false);
            logger.setLevel(Level.DEBUG);
            logger.addAppender(counter);
        });
        try {
            work.run();
        } finally {
            LOGGERS.forEach(logger -> {
                logger.detachAppender(counter);
                logger.setLevel(null);
                logger.setAdditive(true);
            });
        }
        return counter.statements;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (Thread.currentThread().equals(thread)
                && !event.getFormattedMessage().startsWith("Executing prepared SQL query")) {
            statements++;
        }
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
