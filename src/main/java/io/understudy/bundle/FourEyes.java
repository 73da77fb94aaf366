package io.understudy.bundle;

import io.understudy.bundle.BundleFormat.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether other people than its makers signed a version off and approved it.
 *
 * @param makers accounts
 */
public record FourEyes(Set<String> makers, List<Decision> signOffs, List<Decision> approvals) {
    public FourEyes {
        makers = Set.copyOf(makers);
        signOffs = List.copyOf(signOffs);
        approvals = List.copyOf(approvals);
    }

    /** @param history from the first step to the last; the signatures that count are those since the last request for review, as renewed */
    public static FourEyes of(Set<String> makers, List<Decision> history) {
        List<Decision> counting = new ArrayList<>();
        for (Decision step : history) {
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
        return new FourEyes(makers, ofVerb(counting, "SIGN_OFF"), ofVerb(counting, "APPROVE"));
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
                earlier.signOffs());
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
     * @param makersNames who made it
     */
    public Finding check(String manifest, String part, List<String> makersNames) {
        List<String> problems = problems(manifest);
        return problems.isEmpty()
                ? Finding.holds(
                        "four eyes",
                        "signed off by %s%s, approved by %s; made by %s"
                                .formatted(
                                        names(signOffs), asked(), names(approvals), String.join(", ", makersNames)))
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

    private static String names(List<Decision> decisions) {
        return decisions.stream()
                .map(step -> step.invitedBy() == null ? step.name() : step.name() + " (invited by a maker)")
                .collect(Collectors.joining(", "));
    }
}
