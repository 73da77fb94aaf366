package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.BootstrapUtils;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.MergedContextConfiguration;

/** A context takes as long to start as a hundred tests to run: the whole suite, benchmarks included, shares three at most. */
@Tag("slow")
class SpringContextsTest {
    @Test
    void thereAreAtMostThree() {
        Map<MergedContextConfiguration, List<String>> contexts = ReflectionSupport.findAllClassesInPackage(
                        "io.understudy",
                        type -> !Modifier.isAbstract(type.getModifiers())
                                && AnnotatedElementUtils.hasAnnotation(type, BootstrapWith.class),
                        name -> name.endsWith("Test") || name.endsWith("Benchmark"))
                .stream()
                .collect(Collectors.groupingBy(
                        test -> BootstrapUtils.resolveTestContextBootstrapper(test)
                                .buildMergedContextConfiguration(),
                        Collectors.mapping(Class::getName, Collectors.toList())));

        assertThat(contexts.values().stream().mapToInt(List::size).sum()).isGreaterThan(80);
        assertThat(contexts.values()).as("classes by context").hasSizeLessThanOrEqualTo(3);
    }
}
