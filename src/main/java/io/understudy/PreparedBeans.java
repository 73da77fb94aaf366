package io.understudy;

import org.springframework.aot.AotDetector;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Lets a start from the jar use the beans as the build worked them out. They are the beans of a server as it comes: a start
 * with profiles, or without the scheduler, finds its own, as does one from the folder of classes.
 */
final class PreparedBeans implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    private static final String WORKED_OUT = Application.class.getName() + "__ApplicationContextInitializer";
    /** What decides which beans there are, and what it was when the build worked them out. */
    private static final String SCHEDULER = "db-scheduler.enabled";

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent prepared) {
        if (SpringProperties.getProperty(AotDetector.AOT_ENABLED) == null
                && fit(prepared.getEnvironment())
                && ClassUtils.isPresent(WORKED_OUT, Application.class.getClassLoader())) {
            SpringProperties.setFlag(AotDetector.AOT_ENABLED);
        }
    }

    private static boolean fit(Environment environment) {
        return environment.getActiveProfiles().length == 0 && environment.getProperty(SCHEDULER, Boolean.class, true);
    }
}
