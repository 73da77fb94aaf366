package io.understudy.identity.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What a page still sends after its session ended begins no new one: the late cookie would replace that of the sign-in
 * page, whose form would then be refused.
 */
class PushSessionFilter extends OncePerRequestFilter {
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !RecentRequestFilter.isSentByThePageItself(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public @Nullable HttpSession getSession() {
                        return getSession(false);
                    }

                    @Override
                    public @Nullable HttpSession getSession(boolean create) {
                        return super.getSession(false);
                    }
                },
                response);
    }
}
