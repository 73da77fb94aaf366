package io.understudy.identity.security;

import io.understudy.identity.ui.LoginView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

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
