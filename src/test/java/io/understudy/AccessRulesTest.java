package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.security.PasswordAuthenticationProvider;
import io.understudy.support.StudioTest;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.util.ClassUtils;

@StudioTest
class AccessRulesTest {
    private static final List<Class<? extends Annotation>> ROUTE_RULES =
            List.of(RolesAllowed.class, AnonymousAllowed.class, PermitAll.class, DenyAll.class);

    private static final Path WRITTEN = Path.of("src/test/resources/service-roles.txt");

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
        assertThat(methods().filter(method -> rule(method).isEmpty()).map(Method::toString))
                .as("service methods without a rule")
                .isEmpty();
    }

    /** What a service allows is decided in two places: who changes one of them has to change the other. */
    @Test
    @Tag("attack")
    void theRulesOfAllServicesAreThoseThatAreWrittenDown() throws Exception {
        Map<String, Map<String, Set<String>>> rules = new TreeMap<>();
        methods()
                .forEach(method -> rules.computeIfAbsent(name(method.getDeclaringClass()), type -> new TreeMap<>())
                        .computeIfAbsent(lowestRoles(rule(method).orElse("nobody said")), role -> new TreeSet<>())
                        .add(method.getName()));
        String found = rules.entrySet().stream()
                .map(service -> service.getKey() + "\n"
                        + service.getValue().entrySet().stream()
                                .map(rule -> "    " + rule.getKey() + ": " + String.join(" ", rule.getValue()) + "\n")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());

        assertThat(found).isEqualTo(Files.readString(WRITTEN));
    }

    /** {@code MEMBER or SYSTEM}, as they are written down. */
    private static String lowestRoles(String rule) {
        List<String> roles = Pattern.compile("'([A-Z]+)'")
                .matcher(rule)
                .results()
                .map(found -> found.group(1))
                .toList();
        return rule.equals("permitAll()") ? "ANYONE" : String.join(" or ", roles);
    }

    private static String name(Class<?> service) {
        return service.getName().replace("io.understudy.", "");
    }

    /** By service and method. */
    private static Map<String, Set<String>> written() {
        Map<String, Set<String>> written = new HashMap<>();
        String service = "";
        for (String line : linesOf(WRITTEN)) {
            if (line.startsWith(" ")) {
                String[] rule = line.strip().split(": ");
                for (String method : rule[1].split(" ")) {
                    written.computeIfAbsent(service + "." + method, one -> new HashSet<>())
                            .addAll(List.of(rule[0].split(" or ")));
                }
            } else {
                service = line;
            }
        }
        return written;
    }

    private static List<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Called as a forged message of a page would call them, with nothing to work on. */
    @ParameterizedTest
    @Tag("attack")
    @EnumSource
    void noServiceDoesAnythingForAPersonWithoutTheRole(Caller caller) {
        caller.enter();
        try {
            Map<String, Set<String>> written = written();
            List<Method> closed = methods()
                    .filter(method -> caller.isKeptOutBy(
                            written.getOrDefault(name(method.getDeclaringClass()) + "." + method.getName(), Set.of())))
                    .toList();

            assertThat(closed).hasSizeGreaterThan(3).allSatisfy(method -> {
                Object service = context.getBean(method.getDeclaringClass());
                Object[] nothing = Stream.of(method.getParameterTypes())
                        .map(AccessRulesTest::nothing)
                        .toArray();
                method.setAccessible(true);
                assertThatThrownBy(() -> method.invoke(service, nothing))
                        .as(method.toString())
                        .cause()
                        .isInstanceOfAny(AccessDeniedException.class, AuthenticationException.class);
            });
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    enum Caller {
        A_STRANGER,
        A_MEMBER,
        A_REVIEWER,
        AN_ADMIN,
        THE_SYSTEM;

        void enter() {
            SecurityContextHolder.clearContext();
            switch (this) {
                case A_STRANGER -> {}
                case A_MEMBER -> enter(Role.MEMBER);
                case A_REVIEWER -> enter(Role.REVIEWER);
                case AN_ADMIN -> enter(Role.ADMIN);
                case THE_SYSTEM -> enter(List.of(new SimpleGrantedAuthority("ROLE_SYSTEM")));
            }
        }

        private static void enter(Role role) {
            enter(PasswordAuthenticationProvider.authorities(role));
        }

        private static void enter(List<SimpleGrantedAuthority> authorities) {
            SignedInPerson person = new SignedInPerson(UUID.randomUUID(), "mara@example.org", "Mara", Role.MEMBER);
            SecurityContextHolder.getContext()
                    .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(person, null, authorities));
        }

        boolean isKeptOutBy(Set<String> roles) {
            Authentication who = SecurityContextHolder.getContext().getAuthentication();
            return !roles.contains("ANYONE")
                    && (who == null
                            || who.getAuthorities().stream()
                                    .noneMatch(one ->
                                            roles.contains(one.getAuthority().replace("ROLE_", ""))));
        }
    }

    private Stream<Method> methods() {
        return context.getBeansWithAnnotation(Service.class).values().stream()
                .<Class<?>>map(ClassUtils::getUserClass)
                .filter(type -> type.getName().startsWith("io.understudy."))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic());
    }

    private static Optional<String> rule(Method method) {
        return Stream.of(method, method.getDeclaringClass())
                .map(element -> AnnotatedElementUtils.findMergedAnnotation(element, PreAuthorize.class))
                .filter(Objects::nonNull)
                .map(PreAuthorize::value)
                .findFirst();
    }

    private static Object nothing(Class<?> type) {
        return Array.get(Array.newInstance(type, 1), 0);
    }
}
