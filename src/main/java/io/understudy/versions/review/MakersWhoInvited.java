package io.understudy.versions.review;

import io.understudy.identity.accounts.TeamService;
import io.understudy.versions.registry.Contributor;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Finds the signers whose invitation goes back to a maker, directly or through others: that person could have opened it
 * and sign in their place.
 */
@Component
public class MakersWhoInvited {
    /** Rows that someone tampered with may form a circle. */
    private static final int LONGEST_CHAIN = 100;

    private final TeamService team;

    MakersWhoInvited(TeamService team) {
        this.team = team;
    }

    /** @return the nearest maker up the chain of invitations, by the account of the person invited */
    public Map<UUID, UUID> of(ReviewContext context, Collection<UUID> people) {
        Map<UUID, UUID> makers = new HashMap<>();
        Map<UUID, UUID> reached = new HashMap<>();
        people.forEach(person -> reached.put(person, person));
        for (int step = 0; step < LONGEST_CHAIN && !reached.isEmpty(); step++) {
            Map<UUID, UUID> inviters = team.inviters(Set.copyOf(reached.values()));
            reached.values().retainAll(inviters.keySet());
            reached.replaceAll((person, below) -> inviters.getOrDefault(below, below));
            reached.forEach((person, inviter) -> {
                if (context.contributor(inviter).filter(Contributor::isMaker).isPresent()) {
                    makers.put(person, inviter);
                }
            });
            reached.keySet().removeAll(makers.keySet());
        }
        return makers;
    }
}
