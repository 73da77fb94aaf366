package io.understudy.identity.security;

import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.CurrentActor;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

@Component
class SecurityContextActor implements CurrentActor {
    @Override
    public Actor get() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Object principal = authentication == null ? null : authentication.getPrincipal();
        return switch (principal) {
            case SignedInPerson person -> person.actor();
            case Actor actor -> actor;
            case null, default -> throw new AccessDeniedException("No one is signed in on this thread.");
        };
    }
}
