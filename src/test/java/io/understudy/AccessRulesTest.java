package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.understudy.support.StudioTest;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

@StudioTest
class AccessRulesTest {
    private static final List<Class<? extends Annotation>> ROUTE_RULES =
            List.of(RolesAllowed.class, AnonymousAllowed.class, PermitAll.class, DenyAll.class);

    @Autowired
    ApplicationContext context;

    @Test
    void everyRouteAndLayoutSaysWhoMayOpenIt() throws Exception {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Route.class));
        scanner.addIncludeFilter(new AnnotationTypeFilter(Layout.class));
        List<Class<?>> views = new ArrayList<>();
        for (var candidate : scanner.findCandidateComponents("io.understudy")) {
            views.add(Class.forName(candidate.getBeanClassName()));
        }

        assertThat(views).hasSizeGreaterThan(5).allMatch(Component.class::isAssignableFrom);
        assertThat(views)
                .allSatisfy(view -> assertThat(ROUTE_RULES)
                        .as("access rule of %s", view.getName())
                        .anyMatch(view::isAnnotationPresent));
    }

    @Test
    void everyPublicMethodOfEveryServiceSaysWhoMayCallIt() {
        List<Class<?>> services = context.getBeansWithAnnotation(Service.class).values().stream()
                .<Class<?>>map(AopUtils::getTargetClass)
                .filter(type -> type.getName().startsWith("io.understudy."))
                .toList();
        assertThat(services).hasSizeGreaterThan(3);

        List<String> open = services.stream()
                .filter(type -> !hasRule(type))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic())
                .filter(method -> !hasRule(method))
                .map(Method::toString)
                .toList();

        assertThat(open).as("service methods without a rule").isEmpty();
    }

    private static boolean hasRule(AnnotatedElement element) {
        return AnnotatedElementUtils.hasAnnotation(element, PreAuthorize.class);
    }
}
