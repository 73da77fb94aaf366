package io.understudy.platform.jobs;

import io.understudy.identity.People;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.api.RunReporter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.transaction.config.TransactionManagementConfigUtils;

/** Has threads of the product stand still at moments of their work, so that the server can be killed there. */
@TestConfiguration(proxyBeanMethods = false)
@Import(People.class)
class StandStill {
    static final String AT = "AT ";

    private static final String MINIATURE = "MiniatureBackend.submit";
    private static final Set<Moment> FOR_EVERY_THREAD = EnumSet.of(Moment.RUNS_KEEPING, Moment.RUNS_ACCEPTED);
    private static final Map<Moment, CompletableFuture<Void>> armed = new ConcurrentHashMap<>();

    /** What one thread does, and whether it stops before or after that: after it, but before the commit, it holds locks. */
    enum Moment {
        RUN_BETWEEN_CHECKPOINTS("RunReporter.point", true, arguments -> ((MetricReading) arguments[0]).step() == 6),
        /** The second checkpoint is computed and not yet stored. */
        RUN_SAVING("RunReporter.checkpoint", false, arguments -> arguments[0].equals(8)),
        /** Every step is made, the file is about to be written. */
        RUN_COLLECTING("RunReporter.collecting", true),
        /** The version is made, and nothing of it is committed. */
        RUN_SUCCEEDING("RunProgressWriter.succeed", true),
        /** The file is there and is about to be stored; every thread that comes so far stands still. */
        RUNS_KEEPING("ResultFileStore.keep", false),
        /** Engines have the jobs, and nobody has written down their ids; every thread that comes so far stands still. */
        RUNS_ACCEPTED(
                "RunProgressWriter.remember",
                false,
                arguments -> String.valueOf(arguments[1]).contains("ACCEPTED")),
        RUN_CLAIMED("JobAssembler.job", false),
        REHEARSAL_TRAINING("RehearsalProgressWriter.step", false),
        REHEARSAL_ENDING("RehearsalProgressWriter.finish", false),
        REHEARSAL_CLAIMED("RehearsalProgressWriter.found", false),
        PICTURES_STORING("GenerationProgressWriter.drawn", false),
        PICTURES_HALF_DONE("GenerationProgressWriter.drawn", false, arguments -> arguments[1].equals(1)),
        PICTURES_ENDING("GenerationProgressWriter.finish", false),
        PICTURES_CLAIMED("MiniatureGenerationBackend.submit", false),
        MEASURING("BlobStore.open", false, arguments -> isOn("picture-meter")),
        READING_PASSPORT("BlobStore.open", false, arguments -> isOn("passports")),
        BEGINNING_COMPARISON("RegressionRenderer.begin", true),
        FILES_COMPARED("JobClaimRepository.end", false, arguments -> isOn("overlaps")),
        SHEET_MEASURED("JobClaimRepository.end", false, arguments -> isOn("sheet-measures"));

        private final String method;
        private final boolean after;
        private final Predicate<Object[]> when;

        Moment(String method, boolean after) {
            this(method, after, arguments -> true);
        }

        Moment(String method, boolean after, Predicate<Object[]> when) {
            this.method = method;
            this.after = after;
            this.when = when;
        }

        private boolean is(Method called, Object[] arguments, boolean over) {
            return over == after && method.equals(nameOf(called.getDeclaringClass(), called)) && when.test(arguments);
        }

        private static boolean isOn(String kind) {
            return Thread.currentThread().getName().equals(kind);
        }
    }

    /** The next thread that reaches the moment stands still there; completes when it does. */
    static CompletableFuture<Void> at(Moment moment) {
        return armed.computeIfAbsent(moment, next -> new CompletableFuture<>());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor stops() {
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
                new StaticMethodMatcherPointcut() {
                    @Override
                    public boolean matches(Method method, Class<?> type) {
                        String name = nameOf(type, method);
                        return name.equals(MINIATURE)
                                || List.of(Moment.values()).stream().anyMatch(moment -> moment.method.equals(name));
                    }
                },
                (MethodInterceptor) StandStill::around);
        advisor.setOrder(Ordered.LOWEST_PRECEDENCE);
        return advisor;
    }

    /** What stands still does so within its transaction. */
    @Bean
    static BeanFactoryPostProcessor transactionsBegin() {
        return factory -> factory.getBeanDefinition(TransactionManagementConfigUtils.TRANSACTION_ADVISOR_BEAN_NAME)
                .getPropertyValues()
                .add("order", Ordered.LOWEST_PRECEDENCE - 1);
    }

    private static @Nullable Object around(MethodInvocation call) throws Throwable {
        Object[] arguments = call.getArguments();
        if (nameOf(call.getMethod().getDeclaringClass(), call.getMethod()).equals(MINIATURE)
                && !((BackendJob) arguments[0]).key().startsWith("rehearsal")) {
            arguments[1] = stopping((RunReporter) arguments[1]);
        }
        return around(call.getMethod(), arguments, call::proceed);
    }

    /** Stops outside of the reporter's lock, for which the worker would wait. */
    private static Object stopping(RunReporter reporter) {
        return Proxy.newProxyInstance(
                RunReporter.class.getClassLoader(),
                new Class<?>[] {RunReporter.class},
                (proxy, method, arguments) -> around(method, arguments, () -> {
                    try {
                        return method.invoke(reporter, arguments);
                    } catch (InvocationTargetException problem) {
                        throw Objects.requireNonNullElse(problem.getCause(), problem);
                    }
                }));
    }

    @FunctionalInterface
    private interface Work {
        @Nullable
        Object proceed() throws Throwable;
    }

    private static @Nullable Object around(Method method, Object[] arguments, Work work) throws Throwable {
        stopAt(method, arguments, false);
        Object answer = work.proceed();
        stopAt(method, arguments, true);
        return answer;
    }

    private static void stopAt(Method method, Object[] arguments, boolean over) {
        for (Moment moment : armed.keySet()) {
            CompletableFuture<Void> reached = null;
            if (moment.is(method, arguments, over)) {
                reached = FOR_EVERY_THREAD.contains(moment) ? armed.get(moment) : armed.remove(moment);
            }
            if (reached != null) {
                System.out.println(AT + moment);
                reached.complete(null);
                while (true) {
                    LockSupport.park();
                }
            }
        }
    }

    private static String nameOf(Class<?> type, Method method) {
        return type.getSimpleName() + "." + method.getName();
    }
}
