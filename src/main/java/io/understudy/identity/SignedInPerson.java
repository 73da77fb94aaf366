package io.understudy.identity;

import io.understudy.platform.core.Actor;
import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;

/** The principal of a session: small, immutable, without the password. */
public record SignedInPerson(UUID accountId, String email, String displayName, Role role)
        implements Principal, Serializable {
    @Override
    public String getName() {
        return email;
    }

    public Actor actor() {
        return new Actor(accountId, displayName);
    }
}
