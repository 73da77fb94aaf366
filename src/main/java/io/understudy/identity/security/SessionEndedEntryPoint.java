package io.understudy.identity.security;

import io.understudy.identity.ui.LoginView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

class SessionEndedEntryPoint extends LoginUrlAuthenticationEntryPoint {
    SessionEndedEntryPoint(String signIn) {
        super(signIn);
    }

    @Override
    protected String determineUrlToUseForThisRequest(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused) {
        HttpSession session = request.getSession(false);
        boolean ended = request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
        if (session != null && ended) {
            // A page that is loaded once more comes with the session that follows.
            session.setAttribute(LoginView.ENDED, true);
        }
        boolean said = session != null && session.getAttribute(LoginView.ENDED) != null;
        return getLoginFormUrl() + (ended || said ? "?" + LoginView.ENDED : "");
    }
}
