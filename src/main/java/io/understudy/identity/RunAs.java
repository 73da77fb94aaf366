package io.understudy.identity;

import com.vaadin.flow.server.VaadinSession;
import io.understudy.platform.core.Actor;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Runs work as the product itself: explicit, and only for the time of one call. On a page's own thread Vaadin's session would
 * still say who is signed in, so it is put aside for that time.
 */
public final class RunAs {
    private RunAs() {}

    public static void run(Runnable work) {
        Runnable leave = enter();
        try {
            work.run();
        } finally {
            leave.run();
        }
    }

    public static <T> T call(Callable<T> work) throws Exception {
        Runnable leave = enter();
        try {
            return work.call();
        } finally {
            leave.run();
        }
    }

    /** For work that throws no checked exception. */
    public static <T> T get(Supplier<T> work) {
        Runnable leave = enter();
        try {
            return work.get();
        } finally {
            leave.run();
        }
    }

    private static Runnable enter() {
        VaadinSession session = VaadinSession.getCurrent();
        VaadinSession.setCurrent(null);
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                Actor.SYSTEM, "", List.of(new SimpleGrantedAuthority("ROLE_" + Role.SYSTEM_ROLE))));
        SecurityContextHolder.setContext(context);
        return () -> {
            SecurityContextHolder.setContext(before);
            VaadinSession.setCurrent(session);
        };
    }
}
