package io.understudy.versions.review;

import io.understudy.identity.Person;
import io.understudy.identity.Role;
import io.understudy.versions.Sentences;
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
     */
    record Parts(Set<UUID> makers, Set<UUID> editors, Set<UUID> signers, Set<UUID> signed) {
        private boolean made(@Nullable UUID account) {
            return account != null && (makers.contains(account) || editors.contains(account));
        }

        private boolean bars(Person person) {
            return made(person.id().value()) || made(person.passwordLinkBy());
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
        boolean noApprover = admins.stream()
                .allMatch(one -> parts.bars(one) || (rules.approverDiffers() && isIn(parts.signers, one)));
        int signOffs = Math.max(0, rules.signOffs() - parts.signed.size());
        int free = (int) reviewers.stream()
                .filter(one -> !parts.bars(one) && !isIn(parts.signed, one))
                .count();
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
        return new MissingReviewers(wanted, reason(asked, parts));
    }

    private static String reason(List<Person> asked, Parts parts) {
        Map<String, List<String>> reasons = new TreeMap<>();
        for (Person one : asked) {
            String why = isIn(parts.makers, one) || isIn(parts.signers, one)
                    ? "%s took part in it."
                    : isIn(parts.editors, one)
                            ? "%s edited the checklist in force or loosened the rules."
                            : parts.made(one.passwordLinkBy())
                                    ? "%s chose a password by a link from one of its makers, so another admin has to confirm the account on the Team page."
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
