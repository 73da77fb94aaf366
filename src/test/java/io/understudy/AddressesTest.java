package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.server.VaadinServletContext;
import com.vaadin.flow.server.startup.ApplicationRouteRegistry;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.snapshots.export.ExportOptions;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.storage.BlobHash;
import io.understudy.support.StudioTest;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.http.server.PathContainer;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** An address is built in one place and served in another: nothing else keeps the two together. */
@StudioTest
@Tag("rules")
class AddressesTest {
    private static final Map<Class<?>, Object> SAMPLES = Map.of(
            String.class,
            "ava",
            Collection.class,
            List.of(4L, 5L),
            BlobHash.class,
            BlobHash.of("a file".getBytes(StandardCharsets.UTF_8)),
            YearMonth.class,
            YearMonth.of(2026, 3),
            ExportOptions.class,
            ExportOptions.USUAL,
            StackPlan.class,
            StackPlan.ofTheGuide(),
            SnapshotId.class,
            new SnapshotId("0123456789abcdef".repeat(4)),
            UUID.class,
            UUID.fromString("6f9c3a1e-0000-4000-8000-000000000000"));

    @Autowired
    ServletContext servletContext;

    @Autowired
    List<RequestMappingHandlerMapping> controllers;

    @Test
    void everyAddressThatIsBuiltLeadsToAPageOrAFile() {
        assertThat(builders()).hasSizeGreaterThan(50).allSatisfy(builder -> {
            builder.setAccessible(true);
            Object[] samples = Stream.of(builder.getParameterTypes())
                    .map(AddressesTest::sample)
                    .toArray();
            String address = (String) builder.invoke(null, samples);
            assertThat(isServed(address.replaceFirst("\\?.*", "")))
                    .as("%s leads to %s", builder, address)
                    .isTrue();
        });
    }

    /** {@code word} names an enum constant as addresses do. */
    private static List<Method> builders() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*Routes")));
        return scanner.findCandidateComponents("io.understudy").stream()
                .map(routes -> ClassUtils.resolveClassName(String.valueOf(routes.getBeanClassName()), null))
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && method.getReturnType() == String.class
                        && !method.isSynthetic()
                        && !method.getName().equals("word"))
                .toList();
    }

    private boolean isServed(String address) {
        return RouteConfiguration.forRegistry(
                                ApplicationRouteRegistry.getInstance(new VaadinServletContext(servletContext)))
                        .getRoute(address)
                        .isPresent()
                || controllers.stream()
                        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                        .flatMap(mapping -> mapping.getPathPatternsCondition().getPatterns().stream())
                        .anyMatch(pattern -> pattern.matches(PathContainer.parsePath("/" + address)));
    }

    private static Object sample(Class<?> type) {
        if (SAMPLES.containsKey(type)) {
            return SAMPLES.get(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isRecord()) {
            try {
                var canonical = type.getDeclaredConstructor(Stream.of(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new));
                canonical.setAccessible(true);
                return canonical.newInstance(Stream.of(canonical.getParameterTypes())
                        .map(AddressesTest::sample)
                        .toArray());
            } catch (ReflectiveOperationException noSample) {
                throw new AssertionError("A sample for " + type, noSample);
            }
        }
        return Array.get(Array.newInstance(type, 1), 0);
    }
}
