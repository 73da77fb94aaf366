package io.understudy.people;

import com.vaadin.flow.server.VaadinSession;
import io.understudy.shared.Actor;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Runs work as the product itself: explicit, and only for the time of one call. On a page's own thread Vaadin's session would
 * go on saying who is signed in, so it is put aside for that time.
 */
public final class SystemActs {
    private record Before(SecurityContext context, @Nullable VaadinSession session) {
        void restore() {
            SecurityContextHolder.setContext(context);
            VaadinSession.setCurrent(session);
        }
    }

    private SystemActs() {}

    public static void run(Runnable work) {
        Before before = enter();
        try {
            work.run();
        } finally {
            before.restore();
        }
    }

    public static <T> T call(Callable<T> work) throws Exception {
        Before before = enter();
        try {
            return work.call();
        } finally {
            before.restore();
        }
    }

    private static Before enter() {
        VaadinSession session = VaadinSession.getCurrent();
        VaadinSession.setCurrent(null);
        Before before = new Before(SecurityContextHolder.getContext(), session);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                Actor.SYSTEM, "", List.of(new SimpleGrantedAuthority("ROLE_" + Role.SYSTEM_ROLE))));
        SecurityContextHolder.setContext(context);
        return before;
    }
}
