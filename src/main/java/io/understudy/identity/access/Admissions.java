package io.understudy.identity.access;

import io.understudy.identity.accounts.AccessEnded;
import io.understudy.identity.accounts.TokensEnded;
import io.understudy.identity.security.SessionStanding;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Whether what let a request in still does: an answer that takes minutes asks again and again. */
@Component
public class Admissions {
    private final AccessTokenService tokens;
    private final SessionStanding sessions;
    private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();

    Admissions(AccessTokenService tokens, SessionStanding sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /** That of this thread's request, to be asked by any thread. */
    public BooleanSupplier of(HttpServletRequest request) {
        Optional<TokenGrant> grant = TokenGrant.current();
        HttpSession session = request.getSession(false);
        return grant.isPresent()
                ? () -> tokens.upholds(grant.get())
                : () -> session != null && sessions.stands(session);
    }

    /**
     * @param follower runs after any token or access of a person ended on this node, and must not wait
     * @return ends it
     */
    public Runnable onEnd(Runnable follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    @TransactionalEventListener({AccessEnded.class, TokensEnded.class, TokenEnded.class})
    void ended() {
        followers.forEach(Runnable::run);
    }
}
