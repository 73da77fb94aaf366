package io.understudy.platform.core;

import java.util.UUID;

/**
 * Who does something: a person, or the product itself in a background job.
 *
 * @param id the account's id; {@link #SYSTEM} has the nil id
 * @param name the name as it was at the time of the act
 */
public record Actor(UUID id, String name) {
    public static final Actor SYSTEM = new Actor(new UUID(0, 0), "Understudy");

    public boolean isSystem() {
        return equals(SYSTEM);
    }
}
