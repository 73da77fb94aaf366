package io.understudy.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.repository.Repository;

/**
 * Which methods of the product's repositories and query classes were called, and on which database: each is noted at its
 * first call, a line for each JVM, in a file that {@code DataAccessTest} reads in the end.
 */
public final class DataAccess implements BeanPostProcessor {
    private final Set<String> called = ConcurrentHashMap.newKeySet();
    private final Path file;

    DataAccess(Path file) {
        this.file = file;
    }

    /** Where the calls of a database's round are noted. */
    public static Path file(String database) {
        return Path.of("target", "data-access-" + database + ".txt");
    }

    /** Whether a class of the product reads or writes the database, by its name or because Spring Data implements it. */
    public static boolean isDataAccess(Class<?> type) {
        return type.getName().startsWith("io.understudy.")
                && (type.getSimpleName().endsWith("Repository")
                        || type.getSimpleName().endsWith("Queries")
                        || Repository.class.isAssignableFrom(type));
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return type(bean).map(type -> observed(type, bean)).orElse(bean);
    }

    private static Optional<Class<?>> type(Object bean) {
        return Stream.concat(
                        Stream.of(AopUtils.getTargetClass(bean)),
                        bean instanceof Repository
                                ? Stream.of(AopProxyUtils.proxiedUserInterfaces(bean))
                                : Stream.empty())
                .<Class<?>>map(type -> type)
                .filter(DataAccess::isDataAccess)
                .findFirst();
    }

    private Object observed(Class<?> type, Object bean) {
        ProxyFactory proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(!type.isInterface());
        proxy.addAdvice((MethodInterceptor) call -> {
            String method = method(type, call.getMethod());
            if (called.add(method)) {
                note(method);
            }
            return call.proceed();
        });
        return proxy.getProxy(type.getClassLoader());
    }

    /** As it is noted; overloads are one. */
    public static String method(Class<?> type, Method method) {
        return type.getName() + "#" + method.getName();
    }

    private void note(String method) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(
                    file,
                    (method + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
