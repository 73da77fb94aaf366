package io.understudy.identity.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.tomcat.util.net.IPv6Utils;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What is known of a session from its sign-in on.
 *
 * @param id shown to its person, unlike the session's own
 * @param account of the person who signed in last
 * @param standing of the account at the sign-in
 */
record SessionTraits(UUID id, UUID account, Instant since, String browser, String address, String standing)
        implements Serializable {
    private static final String NAME = SessionTraits.class.getName();
    private static final String LAST_USED = NAME + ".lastUsed";

    private static final Map<String, String> PROGRAMS =
            inOrder("Edg/", "Edge", "OPR/", "Opera", "Firefox/", "Firefox", "Chrome/", "Chrome", "Safari/", "Safari");
    private static final Map<String, String> SYSTEMS = inOrder(
            "iPhone",
            "iPhone",
            "iPad",
            "iPad",
            "Android",
            "Android",
            "Windows",
            "Windows",
            "Mac OS X",
            "macOS",
            "Linux",
            "Linux");

    static @Nullable SessionTraits of(HttpSession session) {
        return session.getAttribute(NAME) instanceof SessionTraits traits ? traits : null;
    }

    static SessionTraits begin(
            HttpSession session, HttpServletRequest request, UUID account, String standing, Instant now) {
        SessionTraits traits = new SessionTraits(
                UUID.randomUUID(),
                account,
                now,
                browser(request.getHeader(HttpHeaders.USER_AGENT)),
                IPv6Utils.canonize(request.getRemoteAddr()),
                standing);
        session.setAttribute(NAME, traits);
        return traits;
    }

    static void use(HttpSession session, Instant now) {
        session.setAttribute(LAST_USED, now);
    }

    private Instant lastUsed(HttpSession session) {
        return session.getAttribute(LAST_USED) instanceof Instant at ? at : since;
    }

    /** What an open page sends without its person keeps no session alive. */
    boolean isIdle(HttpSession session, Instant now) {
        int limit = session.getMaxInactiveInterval();
        return limit > 0 && !lastUsed(session).plusSeconds(limit).isAfter(now);
    }

    OpenSession shown(HttpSession session, boolean current) {
        return new OpenSession(id, browser, address, since, lastUsed(session), current);
    }

    private static String browser(@Nullable String agent) {
        String text = Optional.ofNullable(agent).orElse("");
        String program = named(text, PROGRAMS, "Another program");
        String system = named(text, SYSTEMS, "");
        return system.isEmpty() ? program : program + " on " + system;
    }

    private static String named(String agent, Map<String, String> names, String otherwise) {
        return names.entrySet().stream()
                .filter(name -> agent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    private static Map<String, String> inOrder(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
