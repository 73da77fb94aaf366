package io.understudy.training.queue;

import io.understudy.identity.People;
import io.understudy.training.RunSucceeded;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.queue.KilledServer.Moment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** The product with a miniature that stands still on request, so that its server can be killed there. */
@TestConfiguration(proxyBeanMethods = false)
@Import(People.class)
class PausedMiniatureConfiguration {
    static final String AT = "AT ";
    static final String SUCCESS_ELSEWHERE = "SUCCESS_ELSEWHERE";

    private static volatile Moment next = Moment.NEVER;
    private static volatile boolean elsewhere;

    static void at(Moment moment) {
        next = moment;
    }

    static void atSuccessElsewhere() {
        elsewhere = true;
    }

    @Bean
    static BeanPostProcessor haltingMiniature() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof TrainingBackend backend && backend.id().equals("miniature")
                        ? new HaltingBackend(backend)
                        : bean;
            }
        };
    }

    /** Last of all listeners of the success, inside the transaction: the version is written by then. */
    @Order(Ordered.LOWEST_PRECEDENCE)
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void succeeded(RunSucceeded success) {
        if (success.backend().equals("miniature")) {
            standStillAt(Moment.FINISHED_BUT_NOT_BORN);
        } else if (elsewhere) {
            standStill(SUCCESS_ELSEWHERE);
        }
    }

    private static void standStillAt(Moment moment) {
        if (next == moment) {
            standStill(moment.name());
        }
    }

    private static void standStill(String where) {
        System.out.println(AT + where);
        while (true) {
            LockSupport.park();
        }
    }

    private record HaltingBackend(TrainingBackend miniature) implements TrainingBackend {
        @Override
        public String id() {
            return miniature.id();
        }

        @Override
        public String displayName() {
            return miniature.displayName();
        }

        @Override
        public BackendCapabilities capabilities() {
            return miniature.capabilities();
        }

        @Override
        public Duration estimate(TrainingSettings parameters, int pictures) {
            return miniature.estimate(parameters, pictures);
        }

        @Override
        public String submit(BackendJob job, RunReporter reporter) {
            standStillAt(Moment.CLAIMED);
            return miniature.submit(job, halting(reporter));
        }

        @Override
        public void cancel(String handle) {
            miniature.cancel(handle);
        }

        private static RunReporter halting(RunReporter reporter) {
            return (RunReporter) Proxy.newProxyInstance(
                    RunReporter.class.getClassLoader(), new Class<?>[] {RunReporter.class}, (proxy, method, words) -> {
                        if (method.getName().equals("checkpoint") && words[0].equals(2 * KilledServer.SAVE_EVERY)) {
                            standStillAt(Moment.SAVING);
                        }
                        Object answer;
                        try {
                            answer = method.invoke(reporter, words);
                        } catch (InvocationTargetException problem) {
                            throw Objects.requireNonNullElse(problem.getCause(), problem);
                        }
                        if (method.getName().equals("collecting")) {
                            standStillAt(Moment.COLLECTING);
                        }
                        if (method.getName().equals("point")
                                && ((MetricReading) words[0]).step() == KilledServer.SAVE_EVERY + 2) {
                            standStillAt(Moment.BETWEEN_CHECKPOINTS);
                        }
                        return answer;
                    });
        }
    }
}
