package io.understudy.api.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Refuses parameters that an address does not have, since a misspelt filter would otherwise give a list of everything, and
 * two values where there is one: which of them counts would be for each reader to guess.
 */
@Component
class UnknownParameters implements HandlerInterceptor, WebMvcConfigurer {
    /** The names of each address, and whether a name may come more than once. */
    private final Map<Method, Map<String, Boolean>> known = new ConcurrentHashMap<>();

    /** After those that refuse who asks, and before anything is read or kept. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/v1/**").order(1);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query == null || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        Map<String, Boolean> names = known.computeIfAbsent(method.getMethod(), unread -> names(method));
        Set<String> given = new HashSet<>();
        UriComponentsBuilder.newInstance().query(query).build().getQueryParams().forEach((written, values) -> {
            String name = decoded(written);
            Boolean many = names.get(name);
            if (many == null) {
                throw new RequestProblem(
                        HttpStatus.BAD_REQUEST,
                        name,
                        "“" + name + "” is not a parameter that this address has."
                                + (names.isEmpty()
                                        ? " It has none."
                                        : " It has "
                                                + names.keySet().stream()
                                                        .sorted()
                                                        .collect(Collectors.joining(", "))
                                                + "."));
            }
            if (!many && (values.size() > 1 || !given.add(name))) {
                throw new RequestProblem(
                        HttpStatus.BAD_REQUEST, name, "“" + name + "” comes more than once. Give it one value.");
            }
        });
        return true;
    }

    private static Map<String, Boolean> names(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .collect(Collectors.toUnmodifiableMap(
                        UnknownParameters::name,
                        parameter -> Collection.class.isAssignableFrom(parameter.getParameterType())
                                || parameter.getParameterType().isArray()));
    }

    private static String name(MethodParameter parameter) {
        return parameter.getParameter().getName();
    }

    private static String decoded(String name) {
        try {
            return UriUtils.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return name;
        }
    }
}
