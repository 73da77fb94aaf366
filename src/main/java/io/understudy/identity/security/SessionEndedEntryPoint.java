package io.understudy.identity.security;

import io.understudy.identity.ui.LoginView;
import io.understudy.platform.web.Problems;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

class SessionEndedEntryPoint extends LoginUrlAuthenticationEntryPoint {
    SessionEndedEntryPoint(String signIn) {
        super(signIn);
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException, ServletException {
        if (Problems.areWanted(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            Problems.write(Problems.of(HttpStatus.UNAUTHORIZED, "Send an access token, or sign in."), response);
            return;
        }
        super.commence(request, response, refused);
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
