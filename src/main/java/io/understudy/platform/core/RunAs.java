package io.understudy.platform.core;

import com.vaadin.flow.server.VaadinSession;
import java.io.IOException;
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
    private static final String ROLE = "ROLE_SYSTEM";

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

    /** Bytes that are read later, on a thread where nobody is signed in. */
    public static ByteSource reading(ByteSource source) {
        return () -> {
            try {
                return call(source::open);
            } catch (IOException | RuntimeException problem) {
                throw problem;
            } catch (Exception problem) {
                throw new IllegalStateException(problem);
            }
        };
    }

    private static Runnable enter() {
        VaadinSession session = VaadinSession.getCurrent();
        VaadinSession.setCurrent(null);
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                Actor.SYSTEM, "", List.of(new SimpleGrantedAuthority(ROLE))));
        SecurityContextHolder.setContext(context);
        return () -> {
            SecurityContextHolder.setContext(before);
            VaadinSession.setCurrent(session);
        };
    }
}
