package io.understudy.versions.review;

import io.understudy.identity.Person;
import io.understudy.identity.Role;
import io.understudy.versions.Sentences;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who a release needs and the team does not have: people with the role who took no part in it.
 *
 * @param wanted empty when the team can decide it
 * @param tookPart the names of those who have such a role and cannot decide, because they made or signed a part
 */
public record MissingReviewers(List<Wanted> wanted, List<String> tookPart) {
    static final MissingReviewers NOBODY = new MissingReviewers(List.of(), List.of());

    public MissingReviewers {
        wanted = List.copyOf(wanted);
        tookPart = List.copyOf(tookPart);
    }

    /** @param words such as {@code a second admin} */
    public record Wanted(Role role, String words) {}

    public boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** {@code Needs a second admin who took no part.} */
    public String sentence() {
        return "Needs " + Sentences.list(wanted.stream().map(Wanted::words).toList()) + " who took no part.";
    }

    public String reason() {
        return tookPart.isEmpty() ? "" : Sentences.list(tookPart) + " took part in it.";
    }

    /**
     * Compares what the rules ask for with who is there.
     *
     * @param team everyone who can sign in
     * @param makers of any part of the release
     * @param signers who signed it off in any round
     * @param signed those of them whose sign-off counts in this round
     */
    static MissingReviewers of(
            ReviewRules rules, Collection<Person> team, Set<UUID> makers, Set<UUID> signers, Set<UUID> signed) {
        List<Person> reviewers =
                team.stream().filter(one -> one.role().includes(Role.REVIEWER)).toList();
        List<Person> admins =
                reviewers.stream().filter(one -> one.role() == Role.ADMIN).toList();
        List<Person> mayApprove = admins.stream()
                .filter(one -> !isIn(makers, one) && !(rules.approverDiffers() && isIn(signers, one)))
                .toList();
        List<Person> maySign = reviewers.stream()
                .filter(one -> !isIn(makers, one) && !isIn(signed, one))
                .toList();
        boolean noApprover = mayApprove.isEmpty();
        int signOffs = Math.max(0, rules.signOffs() - signed.size());
        int free = maySign.size();
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
        return new MissingReviewers(
                wanted,
                asked.stream()
                        .filter(one -> isIn(makers, one) || isIn(signers, one))
                        .map(Person::name)
                        .sorted()
                        .toList());
    }

    private static boolean isIn(Set<UUID> accounts, Person person) {
        return accounts.contains(person.id().value());
    }
}
