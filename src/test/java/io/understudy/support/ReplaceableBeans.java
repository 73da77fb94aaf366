package io.understudy.support;

import io.understudy.audit.TrailCheckpointService;
import io.understudy.characters.CharacterService;
import io.understudy.characters.SampleCharacterProvider;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.identity.PublicUrl;
import io.understudy.training.DecidedRunLookup;
import io.understudy.training.runs.RunService;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.mockito.Mockito;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ReflectionUtils;

/**
 * Beans of the product that a test may replace while it runs; until then, and again before the next test, each is
 * itself. So tests with and without mocks share one context.
 */
public final class ReplaceableBeans implements BeanPostProcessor, TestState {
    private static final Set<Class<?>> TYPES = Set.of(
            CharacterService.class,
            DatasetService.class,
            DecidedRunLookup.class,
            PhotoConsentService.class,
            PublicUrl.class,
            RunService.class,
            SampleCharacterProvider.class,
            TrailCheckpointService.class);

    private final Map<Class<?>, Object> replacements = new ConcurrentHashMap<>();
    private final Map<Class<?>, Runnable> before = new ConcurrentHashMap<>();

    /** A mock that everyone who has this bean calls from now on. */
    public <T> T mock(Class<T> type) {
        T mock = Mockito.mock(type);
        replace(type, mock);
        return mock;
    }

    public <T> void replace(Class<T> type, T replacement) {
        require(type);
        replacements.put(type, replacement);
    }

    /** From now on each call of the bean does this first. */
    public void before(Class<?> type, Runnable first) {
        require(type);
        before.put(type, first);
    }

    private static void require(Class<?> type) {
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException(type + " is not replaceable");
        }
    }

    @Override
    public void reset() {
        before.clear();
        replacements.clear();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return TYPES.stream()
                .filter(type -> type.isInstance(bean))
                .findFirst()
                .map(type -> replaceable(type, bean))
                .orElse(bean);
    }

    private Object replaceable(Class<?> type, Object bean) {
        ProxyFactory proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice((org.aopalliance.intercept.MethodInterceptor) call -> answer(type, call));
        return proxy.getProxy(bean.getClass().getClassLoader());
    }

    private @Nullable Object answer(Class<?> type, MethodInvocation call) throws Throwable {
        before.getOrDefault(type, () -> {}).run();
        Object replacement = replacements.get(type);
        if (replacement == null) {
            return call.proceed();
        }
        return AopUtils.invokeJoinpointUsingReflection(
                replacement,
                Objects.requireNonNull(
                        ReflectionUtils.findMethod(
                                type,
                                call.getMethod().getName(),
                                call.getMethod().getParameterTypes()),
                        () -> type + " has no " + call.getMethod()),
                call.getArguments());
    }
}
