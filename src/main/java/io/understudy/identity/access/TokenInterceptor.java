package io.understudy.identity.access;

import io.understudy.identity.security.Refusals;
import io.understudy.platform.core.DomainException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Holds every token to its scopes and its characters: the only place that does. */
@Component
class TokenInterceptor implements HandlerInterceptor, WebMvcConfigurer {
    private static final String CHARACTER = "character";

    private final ObjectProvider<CharacterLookup> characters;
    private final ObjectProvider<Refusals> refusals;

    /** What it needs is asked for late: interceptors exist before most services do. */
    TokenInterceptor(ObjectProvider<CharacterLookup> characters, ObjectProvider<Refusals> refusals) {
        this.characters = characters;
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
        NeedsScope needed = method.getMethodAnnotation(NeedsScope.class);
        if (needed == null) {
            return refuse(request, response, method, "No access token opens this address. Sign in to do this.");
        }
        if (!grant.get().scopes().contains(needed.value())) {
            return refuse(
                    request,
                    response,
                    method,
                    "This token lacks the scope “" + needed.value().word() + "”. Create one that has it.");
        }
        if (grant.get().isLimited() && !isWithin(grant.get(), needed, method, request) && !needed.withoutCharacter()) {
            return refuse(
                    request,
                    response,
                    method,
                    "This token is limited to some characters: name one of them in the address.");
        }
        return true;
    }

    private boolean refuse(HttpServletRequest request, HttpServletResponse response, HandlerMethod method, String words)
            throws IOException {
        refusals.getObject().action(method.getMethod());
        BearerTokenFilter.refuse(request, response, HttpStatus.FORBIDDEN, words);
        return false;
    }

    /**
     * Whether the address names a character.
     *
     * @throws DomainException.NotFound when it names another one: what is not there and what is closed look alike
     */
    private boolean isWithin(TokenGrant grant, NeedsScope needed, HandlerMethod method, HttpServletRequest request) {
        boolean named = false;
        for (Map.Entry<String, String> part : parts(needed, request).entrySet()) {
            Optional<UUID> character;
            try {
                character = characters.getObject().of(part.getKey(), part.getValue());
            } catch (DomainException.NotFound unknown) {
                throw outside();
            }
            if (character.isPresent() && !grant.characters().contains(character.get())) {
                refusals.getObject().action(method.getMethod());
                throw outside();
            }
            named |= character.isPresent();
        }
        return named;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> parts(NeedsScope needed, HttpServletRequest request) {
        Map<String, String> parts = new HashMap<>();
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables) {
            parts.putAll((Map<String, String>) variables);
        }
        String asked = needed.characterParameter() ? request.getParameter(CHARACTER) : null;
        if (asked != null) {
            parts.put(CHARACTER, asked);
        }
        return parts;
    }

    private static DomainException.NotFound outside() {
        return new DomainException.NotFound("Among the characters of this token there is nothing at this address.");
    }
}
