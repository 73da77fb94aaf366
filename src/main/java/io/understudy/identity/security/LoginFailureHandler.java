package io.understudy.identity.security;

import io.understudy.identity.ui.LoginView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Leads back to the sign-in page, which keeps the e-mail and says what went wrong. */
class LoginFailureHandler implements AuthenticationFailureHandler {
    private static final int TOO_MANY_REQUESTS = 429;

    private final Clock clock;

    LoginFailureHandler(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException {
        String email = Objects.requireNonNullElse(request.getParameter("username"), "");
        String page = request.getContextPath() + "/login?";
        if (!(problem instanceof TooManyAttemptsException tooMany)) {
            request.getSession().setAttribute(FailedSignIn.KEY, new FailedSignIn(email, null));
            response.sendRedirect(
                    page + (problem instanceof AuthenticationServiceException ? LoginView.AWAY : LoginView.FAILED));
            return;
        }
        Duration wait = tooMany.remaining();
        request.getSession()
                .setAttribute(
                        FailedSignIn.KEY,
                        new FailedSignIn(email, clock.instant().plus(wait)));
        response.setStatus(TOO_MANY_REQUESTS);
        response.setHeader("Retry-After", String.valueOf(Math.max(1, wait.toSeconds())));
        // A redirect has a status of its own; this leads a browser on, and programs read the status.
        response.setHeader("Refresh", "0;url=" + page + LoginView.WAIT);
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write("""
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Too many attempts · Understudy</title>
                </head><body><a href="%s">Too many attempts: return to the sign-in</a></body></html>
                """.formatted(page + LoginView.WAIT));
    }
}
