package io.understudy.identity.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the characters that a token is limited to are, and which part of an address leads to which of them. */
public interface CharacterLookup {
    record Choice(UUID id, String name) {}

    /** In the order of their names. */
    List<Choice> choices(String text, int offset, int most);

    /** Those that are gone are left out. */
    Map<UUID, String> names(Collection<UUID> ids);

    /**
     * The character that a part of an address belongs to.
     *
     * @param variable the name of the part, such as {@code run}
     * @return empty when such parts belong to no character
     * @throws io.understudy.platform.core.DomainException.NotFound when nothing has this address
     */
    Optional<UUID> of(String variable, String value);
}
