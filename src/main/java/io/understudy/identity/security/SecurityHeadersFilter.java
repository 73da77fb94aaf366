package io.understudy.identity.security;

import io.understudy.identity.accounts.SecretToken;
import io.understudy.platform.web.RequestId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The headers of every answer, from wherever it comes. They are set before anything else is: an answer that outgrows its
 * buffer is sent at once, without headers set afterwards.
 */
class SecurityHeadersFilter extends OncePerRequestFilter {
    private static final String CONTENT_POLICY_HEADER = "Content-Security-Policy";
    private static final String NONCE = SecurityHeadersFilter.class.getName() + ".nonce";

    // This server only. Vaadin starts with inline scripts, which carry the nonce; its client makes functions out of the
    // expressions that the server sends, hence the eval; and its components bring their own styles.
    private static final String CONTENT_POLICY_START = "default-src 'self'; script-src 'self' 'nonce-";
    private static final String CONTENT_POLICY_END = "' 'unsafe-eval';"
            + " script-src-attr 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
            + " connect-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'self'; frame-ancestors 'none';"
            + " form-action 'self'";

    static String nonce(ServletRequest request) {
        return String.valueOf(request.getAttribute(NONCE));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        write(request, response);
        chain.doFilter(request, new OwnValues(response));
    }

    static void write(HttpServletRequest request, HttpServletResponse response) {
        // Tomcat's valve was here before the filter.
        if (request.getAttribute(NONCE) == null) {
            request.setAttribute(NONCE, SecretToken.random().secret());
        }
        response.setHeader(CONTENT_POLICY_HEADER, CONTENT_POLICY_START + nonce(request) + CONTENT_POLICY_END);
        response.setHeader("X-Request-Id", RequestId.of(request));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }

    /** An error page may be written into an answer that was emptied. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    /** A header that an answer sets replaces the common value; its own content policy is added. */
    private static final class OwnValues extends HttpServletResponseWrapper {
        private static final Set<String> SINGLE = Set.of("cache-control", "x-content-type-options");

        OwnValues(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setHeader(String name, String value) {
            if (name.equalsIgnoreCase(CONTENT_POLICY_HEADER)) {
                super.addHeader(name, value);
            } else {
                super.setHeader(name, value);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (SINGLE.contains(name.toLowerCase(Locale.ROOT))) {
                setHeader(name, value);
            } else {
                super.addHeader(name, value);
            }
        }
    }
}
