package io.understudy.versions.review;

import io.understudy.identity.accounts.PasswordLink;
import io.understudy.identity.accounts.TeamService;
import io.understudy.versions.registry.Contributor;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds how signers got their accounts and passwords: the person who made an invitation, or a link for a new password,
 * could have opened it and sign in their place.
 */
@Component
public class SignerTraces {
    /** Rows that someone tampered with may form a circle. */
    private static final int LONGEST_CHAIN = 100;

    private final TeamService team;

    SignerTraces(TeamService team) {
        this.team = team;
    }

    /** @param at when the person signed */
    public record Signer(UUID account, Instant at) {}

    /**
     * How a signer got the account and the password.
     *
     * @param invitedBy the nearest maker up the chain of invitations, or null
     * @param link by which the password of that time was chosen, or null
     * @param linkGoesBackTo the maker who made that link or confirmed the account, or to whom the invitation of the person
     *     who did goes back, or null
     */
    public record Trace(
            @Nullable UUID invitedBy,
            @Nullable PasswordLink link,
            @Nullable UUID linkGoesBackTo) {
        public static final Trace NONE = new Trace(null, null, null);

        /** Those whom it names. */
        public Set<UUID> people() {
            Set<UUID> people = new HashSet<>();
            if (link != null) {
                vouchers(link).forEach(people::add);
            }
            if (invitedBy != null) {
                people.add(invitedBy);
            }
            if (linkGoesBackTo != null) {
                people.add(linkGoesBackTo);
            }
            return people;
        }

        private static Stream<UUID> vouchers(PasswordLink link) {
            UUID confirmer = link.confirmedBy();
            return confirmer == null ? Stream.of(link.by()) : Stream.of(link.by(), confirmer);
        }
    }

    /** In a fixed number of queries, but for one a step up the longest chain of invitations. */
    public Map<Signer, Trace> of(ReviewContext context, Collection<Signer> signers) {
        Map<UUID, List<PasswordLink>> links =
                team.passwordLinks(signers.stream().map(Signer::account).collect(Collectors.toSet())).stream()
                        .collect(Collectors.groupingBy(PasswordLink::account));
        Map<Signer, PasswordLink> used = new HashMap<>();
        for (Signer signer : signers) {
            links.getOrDefault(signer.account(), List.of()).stream()
                    .filter(link -> !link.usedAt().isAfter(signer.at()))
                    .max(Comparator.comparing(PasswordLink::usedAt))
                    .ifPresent(link -> used.put(signer, link));
        }
        Set<UUID> people = signers.stream().map(Signer::account).collect(Collectors.toCollection(HashSet::new));
        used.values().stream().flatMap(Trace::vouchers).forEach(people::add);
        Map<UUID, UUID> inviters = inviters(context, people);
        Map<Signer, Trace> traces = new HashMap<>();
        for (Signer signer : signers) {
            PasswordLink link = used.get(signer);
            traces.put(
                    signer,
                    new Trace(
                            inviters.get(signer.account()),
                            link,
                            link == null
                                    ? null
                                    : Trace.vouchers(link)
                                            .flatMap(one -> isMaker(context, one)
                                                    ? Stream.of(one)
                                                    : Stream.ofNullable(inviters.get(one)))
                                            .findFirst()
                                            .orElse(null)));
        }
        return traces;
    }

    /** The nearest maker up the chain of invitations, by the account of the person invited. */
    private Map<UUID, UUID> inviters(ReviewContext context, Collection<UUID> people) {
        Map<UUID, UUID> makers = new HashMap<>();
        Map<UUID, UUID> reached = new HashMap<>();
        people.forEach(person -> reached.put(person, person));
        for (int step = 0; step < LONGEST_CHAIN && !reached.isEmpty(); step++) {
            Map<UUID, UUID> inviters = team.inviters(Set.copyOf(reached.values()));
            reached.values().retainAll(inviters.keySet());
            reached.replaceAll((person, below) -> inviters.getOrDefault(below, below));
            reached.forEach((person, inviter) -> {
                if (isMaker(context, inviter)) {
                    makers.put(person, inviter);
                }
            });
            reached.keySet().removeAll(makers.keySet());
        }
        return makers;
    }

    private static boolean isMaker(ReviewContext context, UUID account) {
        return context.contributor(account).filter(Contributor::isMaker).isPresent();
    }
}
