package io.understudy.identity;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** What the person who is signed in on this thread may do. */
public final class CallerRole {
    private CallerRole() {}

    /** True for the product's own work as well. */
    public static boolean includes(Role role) {
        return role == Role.MEMBER
                || authorities().anyMatch(name -> name.equals("ROLE_" + role) || name.equals("ROLE_SYSTEM"));
    }

    private static Stream<String> authorities() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .map(Authentication::getAuthorities)
                .stream()
                .flatMap(granted -> granted.stream().map(each -> String.valueOf(each.getAuthority())));
    }
}
