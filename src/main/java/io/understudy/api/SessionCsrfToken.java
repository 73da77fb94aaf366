package io.understudy.api;

import io.understudy.identity.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives the session of a person the token against forgery that its changes have to carry: a script reads it from a header
 * of {@code /api/v1/me}, and the page of the documentation from a cookie, which is where springdoc looks for it.
 */
@Component
class SessionCsrfToken implements HandlerInterceptor, WebMvcConfigurer {
    private static final String ME = "/api/v1/me";

    /** As {@code springdoc.swagger-ui.csrf.cookie-name} has it. */
    private static final String COOKIE = "XSRF-TOKEN";

    private final PublicUrl address;

    SessionCsrfToken(PublicUrl address) {
        this.address = address;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(ME, "/api/docs", "/api/swagger-ui/index.html");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            if (request.getRequestURI().equals(request.getContextPath() + ME)) {
                response.setHeader(token.getHeaderName(), token.getToken());
            } else {
                response.addHeader(HttpHeaders.SET_COOKIE, cookie(token).toString());
            }
        }
        return true;
    }

    /** For the pages below {@code /api} only. It opens nothing without the cookie of the session, which no script reads. */
    private ResponseCookie cookie(CsrfToken token) {
        return ResponseCookie.from(COOKIE, token.getToken())
                .path("/api")
                .sameSite("Strict")
                .secure(address.forServices("").isPresent())
                .build();
    }
}
