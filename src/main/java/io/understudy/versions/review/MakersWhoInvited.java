package io.understudy.versions.review;

import io.understudy.identity.accounts.TeamService;
import io.understudy.versions.registry.Contributor;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds the signers who joined by an invitation of a maker, who could have opened it and sign in their place. */
@Component
public class MakersWhoInvited {
    private final TeamService team;

    MakersWhoInvited(TeamService team) {
        this.team = team;
    }

    /** @return the maker by the account of the person invited */
    public Map<UUID, UUID> of(ReviewContext context, Collection<UUID> people) {
        if (people.isEmpty()) {
            return Map.of();
        }
        Map<UUID, UUID> inviters = new HashMap<>(team.inviters(people));
        inviters.values()
                .removeIf(inviter -> context.contributor(inviter)
                        .filter(Contributor::isMaker)
                        .isEmpty());
        return inviters;
    }
}
