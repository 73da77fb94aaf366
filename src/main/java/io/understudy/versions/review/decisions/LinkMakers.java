package io.understudy.versions.review.decisions;

import io.understudy.identity.accounts.PasswordLink;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who could have acted as whom: the admins who made links for new passwords, until another admin has confirmed the account.
 *
 * @param links that were used and are not confirmed, the oldest first
 */
public record LinkMakers(List<PasswordLink> links) {
    public static final LinkMakers NONE = new LinkMakers(List.of());

    public LinkMakers {
        links = List.copyOf(links);
    }

    /** Of whatever this account ever did. */
    public Set<UUID> everBehind(UUID account) {
        return links.stream()
                .filter(link -> link.account().equals(account))
                .map(PasswordLink::by)
                .collect(Collectors.toSet());
    }

    /** The one who knew the password of that time, where they kept it. */
    public Optional<UUID> behind(UUID account, Instant at) {
        return links.stream()
                .filter(link -> link.account().equals(account) && !link.usedAt().isAfter(at))
                .reduce((older, newer) -> newer)
                .map(PasswordLink::by);
    }
}
