package io.understudy.identity.access;

import io.understudy.identity.security.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Asks the {@link TokenRules} about every address. */
@Component
class TokenInterceptor implements HandlerInterceptor, WebMvcConfigurer {
    private final TokenRules rules;
    private final ObjectProvider<Refusals> refusals;

    TokenInterceptor(TokenRules rules, ObjectProvider<Refusals> refusals) {
        this.rules = rules;
        this.refusals = refusals;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        Optional<TokenGrant> grant = TokenGrant.current();
        if (grant.isEmpty() || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        Optional<String> refused = refusal(grant.get(), method, request);
        if (refused.isPresent()) {
            BearerTokenFilter.refuse(request, response, HttpStatus.FORBIDDEN, refused.get());
        }
        return refused.isEmpty();
    }

    private Optional<String> refusal(TokenGrant grant, HandlerMethod method, HttpServletRequest request) {
        Runnable audit = () -> refusals.getObject().action(method.getMethod());
        NeedsScope needed = method.getMethodAnnotation(NeedsScope.class);
        if (needed == null) {
            audit.run();
            return Optional.of("No access token opens this address. Sign in to do this.");
        }
        if (!needed.onlyPeople().isEmpty()) {
            audit.run();
            return Optional.of(needed.onlyPeople());
        }
        Map<String, String> variables = variables(request);
        return rules.refusal(
                grant,
                Stream.of(needed.or())
                        .filter(grant.scopes()::contains)
                        .findFirst()
                        .orElse(needed.value()),
                needed.withoutCharacter(),
                !variables.isEmpty(),
                parts(needed, variables, request),
                audit);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> variables(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? (Map<String, String>) variables
                : Map.of();
    }

    private static Collection<Map.Entry<String, String>> parts(
            NeedsScope needed, Map<String, String> variables, HttpServletRequest request) {
        Collection<Map.Entry<String, String>> parts = new ArrayList<>(variables.entrySet());
        String[] asked = needed.parameter().isEmpty() ? null : request.getParameterValues(needed.parameter());
        if (asked != null) {
            Stream.of(asked).map(value -> Map.entry(needed.parameter(), value)).forEach(parts::add);
        }
        return parts;
    }
}
