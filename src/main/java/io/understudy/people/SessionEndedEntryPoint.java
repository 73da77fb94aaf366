package io.understudy.people;

import io.understudy.people.ui.LoginView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/** Leads to the sign-in page, and lets it say that a session ended where the browser still names one. */
class SessionEndedEntryPoint extends LoginUrlAuthenticationEntryPoint {
    SessionEndedEntryPoint(String signIn) {
        super(signIn);
    }

    @Override
    protected String determineUrlToUseForThisRequest(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused) {
        boolean ended = request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
        return getLoginFormUrl() + (ended ? "?" + LoginView.ENDED : "");
    }
}
