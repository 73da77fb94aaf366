package io.understudy.versions.review.decisions;

import io.understudy.versions.ReviewAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

public record Signatures(List<Signature> all) {
    public Signatures {
        all = List.copyOf(all);
    }

    /** @param history all steps of the version, the oldest first */
    public static Signatures of(List<VersionDecision> history, ManifestHash now) {
        List<Signature> counting = new ArrayList<>();
        for (VersionDecision step : history) {
            switch (step.verb()) {
                case SUBMIT, WITHDRAW, SEND_BACK -> counting.clear();
                case SIGN_OFF, APPROVE -> counting.add(signature(step, step.verb(), now));
                case RENEW ->
                    counting.replaceAll(earlier -> earlier.account().equals(step.account())
                            ? signature(step, earlier.action(), now)
                            : earlier);
                case SUPERSEDE, REVOKE -> {
                    // They end the way of a version; who stood for it stays readable.
                }
            }
        }
        return new Signatures(counting);
    }

    private static Signature signature(VersionDecision step, ReviewAction action, ManifestHash now) {
        return new Signature(
                step.account(),
                step.details().by(),
                action,
                step.details().at(),
                step.manifest(),
                !step.manifest().equals(now),
                List.of(),
                null,
                null);
    }

    public Optional<Signature> by(UUID account) {
        return all.stream()
                .filter(signature -> signature.account().equals(account))
                .findFirst();
    }

    public List<Signature> staleBy(UUID account) {
        return stale().stream()
                .filter(signature -> signature.account().equals(account))
                .toList();
    }

    public List<Signature> stale() {
        return all.stream().filter(Signature::stale).toList();
    }

    public int standingSignOffs() {
        return (int) all.stream()
                .filter(signature -> signature.isSignOff() && !signature.stale())
                .count();
    }
}
