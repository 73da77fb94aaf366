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
 * Finds how signers and makers got their accounts and passwords: the person who made an invitation, or a link for a new
 * password, could have opened it and act in their place.
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
     * @param invitedBy the nearest maker, other signer or approver up the chain of invitations, or null
     * @param link by which the password of that time was chosen, or null
     * @param linkGoesBackTo the maker, other signer or approver who made that link or confirmed the account, or to whom
     *     the invitation of the person who did goes back, or null
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

    /**
     * How a maker got the account and the passwords.
     *
     * @param invitedBy the nearest signer or approver up the chain of invitations, or null
     * @param links by which passwords were chosen, the oldest first
     */
    public record MakerTrace(@Nullable UUID invitedBy, List<TracedLink> links) {
        public static final MakerTrace NONE = new MakerTrace(null, List.of());

        /** Those whom it names. */
        public Stream<UUID> people() {
            return Stream.concat(
                    Stream.ofNullable(invitedBy),
                    links.stream()
                            .flatMap(one ->
                                    Stream.concat(Trace.vouchers(one.link()), Stream.ofNullable(one.goesBackTo()))));
        }
    }

    /** @param goesBackTo the signer or approver who made the link, confirmed the account or invited who did, or null */
    public record TracedLink(PasswordLink link, @Nullable UUID goesBackTo) {}

    public record Traces(Map<Signer, Trace> signers, Map<UUID, MakerTrace> makers) {
        public Trace of(Signer signer) {
            return signers.getOrDefault(signer, Trace.NONE);
        }

        public MakerTrace of(UUID maker) {
            return makers.getOrDefault(maker, MakerTrace.NONE);
        }
    }

    /** Up the invitations of the one who is traced, or of the person who made a link or confirmed the account. */
    private record Way(UUID traced, UUID from) {}

    /**
     * Of these signers and of all makers, in a fixed number of queries, but for one a step up the longest chain of
     * invitations.
     */
    public Traces of(ReviewContext context, Collection<Signer> signers) {
        Set<UUID> makers = context.contributors().stream()
                .filter(Contributor::isMaker)
                .map(Contributor::account)
                .collect(Collectors.toSet());
        Set<UUID> all = signers.stream().map(Signer::account).collect(Collectors.toCollection(HashSet::new));
        all.addAll(makers);
        Map<UUID, List<PasswordLink>> links =
                team.passwordLinks(all).stream().collect(Collectors.groupingBy(PasswordLink::account));
        Map<Signer, PasswordLink> used = new HashMap<>();
        for (Signer signer : signers) {
            links.getOrDefault(signer.account(), List.of()).stream()
                    .filter(link -> !link.usedAt().isAfter(signer.at()))
                    .max(Comparator.comparing(PasswordLink::usedAt))
                    .ifPresent(link -> used.put(signer, link));
        }
        Set<Way> ways = all.stream().map(one -> new Way(one, one)).collect(Collectors.toCollection(HashSet::new));
        Stream.concat(used.values().stream(), makers.stream().flatMap(maker -> of(maker, links)))
                .flatMap(SignerTraces::ways)
                .forEach(ways::add);
        Map<Way, UUID> ends = ends(context, ways);
        Map<Signer, Trace> ofSigners = new HashMap<>();
        for (Signer signer : signers) {
            PasswordLink link = used.get(signer);
            ofSigners.put(
                    signer,
                    new Trace(
                            ends.get(new Way(signer.account(), signer.account())),
                            link,
                            link == null ? null : goesBackTo(link, ends)));
        }
        Map<UUID, MakerTrace> ofMakers = new HashMap<>();
        for (UUID maker : makers) {
            ofMakers.put(
                    maker,
                    new MakerTrace(
                            ends.get(new Way(maker, maker)),
                            of(maker, links)
                                    .map(link -> new TracedLink(link, goesBackTo(link, ends)))
                                    .toList()));
        }
        return new Traces(ofSigners, ofMakers);
    }

    private static Stream<PasswordLink> of(UUID account, Map<UUID, List<PasswordLink>> links) {
        return links.getOrDefault(account, List.of()).stream();
    }

    private static Stream<Way> ways(PasswordLink link) {
        return Trace.vouchers(link).map(voucher -> new Way(link.account(), voucher));
    }

    private static @Nullable UUID goesBackTo(PasswordLink link, Map<Way, UUID> ends) {
        return ways(link)
                .flatMap(way -> Stream.ofNullable(ends.get(way)))
                .findFirst()
                .orElse(null);
    }

    /**
     * Where each way first meets another person who took part than the one who is traced: of a maker, one who signed or
     * approved.
     */
    private Map<Way, UUID> ends(ReviewContext context, Set<Way> ways) {
        Map<UUID, Boolean> parts =
                context.contributors().stream().collect(Collectors.toMap(Contributor::account, Contributor::isMaker));
        Map<Way, UUID> ends = new HashMap<>();
        Map<Way, UUID> reached = new HashMap<>();
        ways.forEach(way -> reached.put(way, way.from()));
        for (int step = 0; step < LONGEST_CHAIN && !reached.isEmpty(); step++) {
            reached.forEach((way, account) -> {
                Boolean maker = parts.get(account);
                boolean bothMadeIt = Boolean.TRUE.equals(maker) && parts.getOrDefault(way.traced(), false);
                if (maker != null && !account.equals(way.traced()) && !bothMadeIt) {
                    ends.put(way, account);
                }
            });
            reached.keySet().removeAll(ends.keySet());
            Map<UUID, UUID> inviters = reached.isEmpty() ? Map.of() : team.inviters(Set.copyOf(reached.values()));
            reached.values().retainAll(inviters.keySet());
            reached.replaceAll((way, below) -> inviters.getOrDefault(below, below));
        }
        return ends;
    }
}
