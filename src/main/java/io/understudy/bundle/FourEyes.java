package io.understudy.bundle;

import io.understudy.bundle.BundleFormat.Decided;
import io.understudy.bundle.BundleFormat.Decision;
import io.understudy.bundle.BundleFormat.Maker;
import io.understudy.bundle.BundleFormat.PasswordLink;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether other people than its makers signed a version off and approved it. Two accounts count as one person where the one
 * made a link by which the password of the other was chosen, or a third person made both links, until another admin has
 * confirmed the account.
 *
 * @param makers accounts
 * @param stated those of the makers whom the list of makers names
 */
public record FourEyes(Set<String> makers, List<Maker> stated, List<Decision> signOffs, List<Decision> approvals) {
    public FourEyes {
        makers = Set.copyOf(makers);
        stated = List.copyOf(stated);
        signOffs = List.copyOf(signOffs);
        approvals = List.copyOf(approvals);
    }

    /**
     * Of all that was decided, from the first step to the last; the signatures that count are those since the last request
     * for review, as renewed.
     */
    public static FourEyes of(Set<String> makers, Decided decided) {
        List<Decision> counting = new ArrayList<>();
        for (Decision step : decided.decisions()) {
            switch (step.verb()) {
                case "SUBMIT", "WITHDRAW", "SEND_BACK" -> counting.clear();
                case "SIGN_OFF", "APPROVE" -> counting.add(step);
                case "RENEW" ->
                    counting.replaceAll(
                            earlier -> earlier.account().equals(step.account()) ? renewed(earlier, step) : earlier);
                default -> {
                    // What ends a version withdraws no signature.
                }
            }
        }
        return new FourEyes(makers, decided.makers(), ofVerb(counting, "SIGN_OFF"), ofVerb(counting, "APPROVE"));
    }

    private static Decision renewed(Decision earlier, Decision step) {
        return new Decision(
                earlier.verb(),
                earlier.account(),
                earlier.name(),
                step.at(),
                step.manifest(),
                earlier.signerMayApprove(),
                step.reason(),
                step.invitedBy(),
                step.passwordLink(),
                earlier.signOffs());
    }

    /** Those of a maker, who may have none. */
    private static Stream<PasswordLink> each(@Nullable List<PasswordLink> links) {
        return links == null ? Stream.empty() : links.stream().filter(Objects::nonNull);
    }

    private static List<Decision> ofVerb(List<Decision> decisions, String verb) {
        return decisions.stream()
                .filter(decision -> verb.equals(decision.verb()))
                .toList();
    }

    /**
     * Whether it holds, as a sentence.
     *
     * @param manifest hash of what had to be signed
     * @param part of the release that the signatures are in
     */
    public Finding check(String manifest, String part) {
        List<String> problems = problems(manifest);
        return problems.isEmpty()
                ? Finding.holds(
                        "four eyes",
                        "signed off by %s%s, approved by %s; made by %s"
                                .formatted(
                                        names(signOffs),
                                        asked(),
                                        names(approvals),
                                        stated.stream().map(this::traced).collect(Collectors.joining(", "))))
                : Finding.broken(part, String.join("; ", problems));
    }

    /** @param manifest hash of what had to be signed */
    public List<String> problems(String manifest) {
        List<Decision> signatures = new ArrayList<>(signOffs);
        signatures.addAll(approvals);
        List<String> problems = new ArrayList<>();
        signatures.stream()
                .filter(signature -> makers.contains(signature.account()))
                .forEach(signature -> problems.add(signature.name() + " signed but made a part of it"));
        signatures.stream()
                .filter(signature -> !signature.manifest().equals(manifest))
                .forEach(
                        signature -> problems.add(signature.name() + " signed something other than what is there now"));
        signatures.stream()
                .filter(signature -> !makers.contains(signature.account()))
                .filter(this::isInTheHandOfAMaker)
                .forEach(signature -> problems.add(signature.name()
                        + " signed, but by a link for a new password counts as one person with a maker of it"));
        if (signOffs.isEmpty()) {
            problems.add("no one signed it off");
        }
        if (approvals.size() != 1) {
            problems.add(approvals.isEmpty() ? "no one approved it" : "it was approved more than once");
        }
        approvals.stream()
                .filter(approval -> !approval.signerMayApprove())
                .filter(approval ->
                        signOffs.stream().anyMatch(signOff -> signOff.account().equals(approval.account())))
                .forEach(approval -> problems.add(approval.name() + " approved what they had signed off themselves"));
        for (int later = 1; later < signatures.size(); later++) {
            for (Decision earlier : signatures.subList(0, later)) {
                Decision signature = signatures.get(later);
                if (haveToDiffer(earlier, signature) && isOneHand(earlier, signature)) {
                    problems.add("%s and %s count as one person by a link for a new password"
                            .formatted(earlier.name(), signature.name()));
                }
            }
        }
        long signers = signOffs.stream().map(Decision::account).distinct().count();
        approvals.forEach(approval -> {
            Integer asked = approval.signOffs();
            if (asked != null && signers > 0 && signers < asked) {
                problems.add("%d of the %d people whom the rules asked for signed it off".formatted(signers, asked));
            }
        });
        return problems;
    }

    private String asked() {
        Integer asked = approvals.getFirst().signOffs();
        return asked == null ? "" : " (%d asked for)".formatted(asked);
    }

    private boolean isInTheHandOfAMaker(Decision signature) {
        Set<String> hands = hands(signature);
        return hands.stream().anyMatch(makers::contains)
                || stated.stream()
                        .flatMap(maker -> each(maker.passwordLinks()))
                        .filter(link -> link.confirmedBy() == null && !isAfter(link.at(), signature.at()))
                        .anyMatch(link -> hands.contains(link.by()));
    }

    private boolean haveToDiffer(Decision one, Decision other) {
        return !one.account().equals(other.account())
                && (one.verb().equals(other.verb())
                        || Stream.of(one, other).filter(approvals::contains).noneMatch(Decision::signerMayApprove));
    }

    private static boolean isOneHand(Decision one, Decision other) {
        Set<String> hands = hands(one);
        hands.retainAll(hands(other));
        return !hands.isEmpty();
    }

    /** The accounts of those who could have signed it. */
    private static Set<String> hands(Decision signature) {
        Set<String> hands = new HashSet<>();
        hands.add(signature.account());
        PasswordLink link = signature.passwordLink();
        if (link != null && link.confirmedBy() == null) {
            hands.add(link.by());
        }
        return hands;
    }

    /** What is no time is not believed to be later. */
    private static boolean isAfter(String one, @Nullable String other) {
        try {
            return other != null && Instant.parse(one).isAfter(Instant.parse(other));
        } catch (DateTimeException unreadable) {
            return false;
        }
    }

    private String names(List<Decision> decisions) {
        return decisions.stream().map(this::traced).collect(Collectors.joining(", "));
    }

    /** The name of its author, and whether account or password go back to another person who took part. */
    public String traced(Decision step) {
        return step.name() + trace(step.invitedBy(), Stream.ofNullable(step.passwordLink()));
    }

    /** The name, and whether account or a password go back to a person who signed. */
    public String traced(Maker maker) {
        return maker.name() + trace(maker.invitedBy(), each(maker.passwordLinks()));
    }

    private String trace(@Nullable String invitedBy, Stream<PasswordLink> links) {
        return (invitedBy == null ? "" : " (invited by %s)".formatted(part(invitedBy)))
                + links.flatMap(link -> Stream.ofNullable(link.goesBackTo()))
                        .map(this::part)
                        .distinct()
                        .map(part -> " (password by a link that goes back to %s)".formatted(part))
                        .collect(Collectors.joining());
    }

    private String part(String account) {
        if (makers.contains(account)) {
            return "a maker";
        }
        if (isAmong(approvals, account)) {
            return "the approver";
        }
        return isAmong(signOffs, account) ? "a signer" : "a signer of an earlier round";
    }

    private static boolean isAmong(List<Decision> decisions, String account) {
        return decisions.stream().anyMatch(decision -> decision.account().equals(account));
    }
}
