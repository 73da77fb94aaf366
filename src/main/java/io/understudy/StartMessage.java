package io.understudy;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/** The first line of the log: that something happens, and where the data is. */
final class StartMessage implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    private static final Logger log = LoggerFactory.getLogger(StartMessage.class);

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent prepared) {
        Path data = Path.of(prepared.getEnvironment().getRequiredProperty("understudy.data"));
        log.info("Understudy starts. Its data is in {}.", data.toAbsolutePath().normalize());
    }
}
