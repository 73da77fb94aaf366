package io.understudy.identity.security;

import io.understudy.identity.PublicUrl;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.RequestPath;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Refuses what a page of another site sends with a person's cookies: every request that may change something, and the
 * handshake of the channel by which pages are pushed to. Neither does such a page get anything to embed or to read: people
 * come from there by links only. A browser says where a request comes from and no page can change that; machines, which
 * say nothing, have no cookies.
 */
class ForeignOriginFilter extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** What a page shows inside of itself though it navigates there. */
    private static final Set<String> EMBEDDED = Set.of("iframe", "frame", "object", "embed", "fencedframe");

    /** However it is written. */
    private static final PathPattern PUSH = PathPatternParser.defaultInstance.parse("/VAADIN/push/**");

    private final PublicUrl address;

    ForeignOriginFilter(PublicUrl address) {
        this.address = address;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if ((mayAct(request) || isPartOfAPage(request)) && isForeign(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean mayAct(HttpServletRequest request) {
        return !READING.contains(request.getMethod())
                || "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                || PUSH.matches(RequestPath.parse(request.getRequestURI(), request.getContextPath())
                        .pathWithinApplication());
    }

    /** A picture, a script, a frame or what a script asks for, as the browser says: not what a person goes to. */
    private static boolean isPartOfAPage(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        String destination = request.getHeader("Sec-Fetch-Dest");
        return (mode != null && !mode.equals("navigate")) || (destination != null && EMBEDDED.contains(destination));
    }

    private boolean isForeign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !isOwn(origin, request);
    }

    private boolean isOwn(String origin, HttpServletRequest request) {
        String host = authority(origin);
        return host != null
                && (host.equals(authority("//" + request.getHeader(HttpHeaders.HOST)))
                        || host.equals(authority("//" + request.getServerName() + ":" + request.getServerPort()))
                        || address.shared("")
                                .map(ForeignOriginFilter::authority)
                                .filter(host::equals)
                                .isPresent());
    }

    /** Host and port, without the port that the scheme implies; null when it is no address. */
    private static @Nullable String authority(String address) {
        int start = address.indexOf("//");
        if (start < 0) {
            return null;
        }
        String rest = address.substring(start + 2).replaceAll("[/?#].*", "").toLowerCase(Locale.ROOT);
        return rest.replaceAll(":(80|443)$", "");
    }
}
