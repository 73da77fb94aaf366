package io.understudy.versions.review;

import io.understudy.identity.Person;
import io.understudy.identity.Role;
import io.understudy.versions.Sentences;
import io.understudy.versions.review.decisions.LinkMakers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who a release needs and the team does not have: people with the role who took no part in it.
 *
 * @param wanted empty when the team can decide it
 * @param reason why those who have such a role cannot decide it, in sentences; may be empty
 */
public record MissingReviewers(List<Wanted> wanted, String reason) {
    static final MissingReviewers NOBODY = new MissingReviewers(List.of(), "");

    public MissingReviewers {
        wanted = List.copyOf(wanted);
    }

    /** @param words such as {@code a second admin} */
    public record Wanted(Role role, String words) {}

    /**
     * Accounts by the part that they took.
     *
     * @param makers of any part of the release
     * @param editors who are makers only because they edited the checklist in force
     * @param signers who signed it off in any round
     * @param signed those of them whose sign-off counts in this round
     * @param links who could have acted as whom
     */
    record Parts(Set<UUID> makers, Set<UUID> editors, Set<UUID> signers, Set<UUID> signed, LinkMakers links) {
        private boolean made(@Nullable UUID account) {
            return account != null && (makers.contains(account) || editors.contains(account));
        }

        private boolean bars(Person person) {
            return made(person.id().value()) || made(person.passwordLinkBy()) || isTiedToMaker(person);
        }

        private boolean isTiedToMaker(Person person) {
            UUID maker = person.passwordLinkBy();
            return links.links().stream()
                    .filter(link -> made(link.account()))
                    .anyMatch(link ->
                            link.by().equals(person.id().value()) || link.by().equals(maker));
        }
    }

    public boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** {@code Needs a second admin who took no part.} */
    public String sentence() {
        return "Needs " + Sentences.list(wanted.stream().map(Wanted::words).toList()) + " who took no part.";
    }

    /**
     * Compares what the rules ask for with who is there.
     *
     * @param team everyone who can sign in
     */
    static MissingReviewers of(ReviewRules rules, Collection<Person> team, Parts parts) {
        List<Person> reviewers =
                team.stream().filter(one -> one.role().includes(Role.REVIEWER)).toList();
        List<Person> admins =
                reviewers.stream().filter(one -> one.role() == Role.ADMIN).toList();
        List<Person> signed =
                team.stream().filter(one -> isIn(parts.signed, one)).toList();
        boolean noApprover = admins.stream()
                .allMatch(one -> parts.bars(one)
                        || (rules.approverDiffers() && (isIn(parts.signers, one) || isTied(one, signed))));
        int signOffs = Math.max(0, rules.signOffs() - parts.signed.size());
        List<Person> unbarred = reviewers.stream()
                .filter(one -> !parts.bars(one) && !isIn(parts.signed, one))
                .toList();
        List<Person> apart = new ArrayList<>(signed);
        for (Person one : unbarred) {
            if (!isTied(one, apart)) {
                apart.add(one);
            }
        }
        int free = apart.size() - signed.size();
        if (rules.approverDiffers() && !noApprover) {
            // One of them has to be left for the approval.
            free--;
        } else if (!rules.approverDiffers() && noApprover) {
            // The admin who is missing could sign, too.
            free++;
        }
        int missing = Math.max(0, signOffs - free);
        List<Wanted> wanted = new ArrayList<>();
        if (noApprover) {
            wanted.add(new Wanted(Role.ADMIN, admins.size() == 1 ? "a second admin" : "another admin"));
        }
        if (missing > 0) {
            boolean more = reviewers.stream().anyMatch(one -> one.role() == Role.REVIEWER);
            wanted.add(new Wanted(
                    Role.REVIEWER,
                    missing > 1
                            ? missing + (more ? " more reviewers" : " reviewers")
                            : more ? "another reviewer" : "a reviewer"));
        }
        List<Person> asked = missing > 0 ? reviewers : noApprover ? admins : List.of();
        List<Person> tied =
                unbarred.stream().filter(one -> !apart.contains(one)).toList();
        return new MissingReviewers(wanted, reason(asked, tied, parts));
    }

    /** Whether one person could be behind this account and one of these: the maker of a link for a new password. */
    private static boolean isTied(Person person, List<Person> others) {
        UUID maker = person.passwordLinkBy();
        return others.stream()
                .anyMatch(other -> other.id().value().equals(maker)
                        || person.id().value().equals(other.passwordLinkBy())
                        || (maker != null && maker.equals(other.passwordLinkBy())));
    }

    private static String reason(List<Person> asked, List<Person> tied, Parts parts) {
        Map<String, List<String>> reasons = new TreeMap<>();
        for (Person one : asked) {
            String why = isIn(parts.makers, one) || isIn(parts.signers, one)
                    ? "%s took part in this LoRA."
                    : isIn(parts.editors, one)
                            ? "%s edited the checklist in force or loosened the rules."
                            : parts.made(one.passwordLinkBy())
                                    ? "%s chose a password by a link from one of its makers, so another admin has to confirm the account on the Team page."
                                    : parts.isTiedToMaker(one)
                                            ? "A link for a new password ties %s to one of its makers, until another admin confirms the account on the Team page."
                                            : tied.contains(one)
                                                    ? "A link for a new password ties %s to another reviewer, until another admin confirms the account on the Team page."
                                                    : "";
            if (!why.isEmpty()) {
                reasons.computeIfAbsent(why, other -> new ArrayList<>()).add(one.name());
            }
        }
        return reasons.entrySet().stream()
                .map(entry -> entry.getKey()
                        .formatted(Sentences.list(
                                entry.getValue().stream().sorted().toList())))
                .collect(Collectors.joining(" "));
    }

    private static boolean isIn(Set<UUID> accounts, Person person) {
        return accounts.contains(person.id().value());
    }
}
