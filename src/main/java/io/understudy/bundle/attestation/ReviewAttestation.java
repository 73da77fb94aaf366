package io.understudy.bundle.attestation;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.Finding;
import io.understudy.bundle.MalformedBundleException;
import io.understudy.bundle.log.InclusionProof;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A signed {@link Review} of a file, in the two forms that {@code cosign} and tools of in-toto read. */
public record ReviewAttestation(Envelope envelope, BundleKey key) {
    public static final String PREDICATE = "https://understudy.io/attestation/review/v1";

    /** Behind the name of the file. */
    public static final String BUNDLE_ENDING = ".sigstore.json";

    /** Behind the name of the file. */
    public static final String LINES_ENDING = ".intoto.jsonl";

    private static final String PART = "review attestation";

    /** @param sha256 of the file, which is what the attestation is about; the name is a hint only */
    public static ReviewAttestation sign(Review review, String fileName, String sha256, KeyPair keys) {
        Statement statement = Statement.about(ResourceDescriptor.of(fileName, null, sha256), PREDICATE, review);
        return new ReviewAttestation(Envelope.sign(statement, keys), BundleKey.of(keys.getPublic()));
    }

    public String bundle() {
        return SigstoreBundle.of(envelope, key).text();
    }

    public String lines() {
        return Json.text(envelope) + "\n";
    }

    /**
     * Verifies either form.
     *
     * @param key null when it is unknown: the signature is not checked then
     * @param sha256 of the file that it must be about, or null
     * @param proof of the approval in the audit trail, or null when there is none at hand
     */
    public static List<Finding> verify(
            String text, @Nullable BundleKey key, @Nullable String sha256, @Nullable InclusionProof proof) {
        Statement statement;
        Review review;
        try {
            statement = envelope(text).verified(key);
            review = statement.predicate(PREDICATE, Review.class);
            complete(review);
        } catch (MalformedBundleException e) {
            return List.of(Finding.broken(PART, String.valueOf(e.getMessage())));
        }
        List<Finding> findings = new ArrayList<>();
        if (key != null) {
            findings.add(Finding.holds(PART, "is signed with " + key.fingerprint()));
        }
        findings.add(about(statement, sha256));
        if (!Review.APPROVED.equals(review.decision())) {
            findings.add(Finding.broken(PART, "does not say that it was approved"));
        }
        findings.add(review.fourEyes().check("", PART));
        findings.add(checklist(review.checklist()));
        if (proof != null) {
            findings.add(
                    proof.isAbout(review.approvalRow())
                            ? Finding.holds(PART, "names the event of the audit trail that is proved")
                            : Finding.broken(
                                    PART, "names another event of the audit trail as the approval than is proved"));
        }
        return findings;
    }

    private static Envelope envelope(String text) {
        if (text.contains("\"dsseEnvelope\"")) {
            return SigstoreBundle.of(text).dsseEnvelope();
        }
        List<String> lines = text.lines().toList();
        if (lines.size() != 1) {
            throw new MalformedBundleException("It has %d statements instead of one.".formatted(lines.size()));
        }
        return Json.read(lines.getFirst(), Envelope.class);
    }

    private static void complete(Review review) {
        boolean named = review.makers().stream().allMatch(maker -> Objects.nonNull(maker.id()))
                && review.reviewers().stream().allMatch(signer -> signer.id() != null && signer.at() != null);
        if (!named || review.makers().isEmpty() || review.checklist() == null) {
            throw new MalformedBundleException("It does not say who made the file, or what was checked.");
        }
        if (review.approver() != null && review.approver().id() == null) {
            throw new MalformedBundleException("It does not say who approved the file.");
        }
    }

    private static Finding about(Statement statement, @Nullable String sha256) {
        if (sha256 == null) {
            return Finding.unchecked(PART, "nothing says whether it is about the file at hand");
        }
        return statement.subject().stream().anyMatch(subject -> subject.is(sha256))
                ? Finding.holds(PART, "is about this file")
                : Finding.broken(PART, "is about another file");
    }

    private static Finding checklist(Review.Checked checklist) {
        List<String> open = checklist.items().stream()
                .filter(item -> !item.passed())
                .map(Review.Item::key)
                .toList();
        if (!open.isEmpty() || checklist.items().isEmpty()) {
            return Finding.broken(PART, "has open items: " + String.join(", ", open));
        }
        return Finding.holds(
                "checklist",
                "all %d items are ticked".formatted(checklist.items().size()));
    }
}
