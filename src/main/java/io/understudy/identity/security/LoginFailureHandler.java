package io.understudy.identity.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

class LoginFailureHandler implements AuthenticationFailureHandler {
    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException {
        if (!(problem instanceof TooManyAttemptsException tooMany)) {
            response.sendRedirect(request.getContextPath() + "/login?error");
            return;
        }
        Duration wait = tooMany.remaining();
        response.setStatus(TOO_MANY_REQUESTS);
        response.setHeader("Retry-After", String.valueOf(Math.max(1, wait.toSeconds())));
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write("""
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Too many attempts · Understudy</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;display:grid;place-items:center;
                min-height:90vh;margin:1rem}main{max-width:28rem}</style></head><body><main>
                <h1>Too many attempts</h1><p>There were too many wrong passwords for this account or from this address.
                Nothing is locked: please try again in %d min.</p><p><a href="%s/login">Back to the login</a></p>
                </main></body></html>
                """.formatted(wait.toMinutes() + 1, request.getContextPath()));
    }
}
