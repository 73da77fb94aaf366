package io.understudy.people;

import io.understudy.shared.Actor;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** Runs background work as the product itself: explicit, and only for the time of one call. */
public final class SystemActs {
    private SystemActs() {}

    public static void run(Runnable work) {
        SecurityContext before = enter();
        try {
            work.run();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    public static <T> T call(Callable<T> work) throws Exception {
        SecurityContext before = enter();
        try {
            return work.call();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    private static SecurityContext enter() {
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                Actor.SYSTEM, "", List.of(new SimpleGrantedAuthority("ROLE_" + Role.SYSTEM_ROLE))));
        SecurityContextHolder.setContext(context);
        return before;
    }
}
