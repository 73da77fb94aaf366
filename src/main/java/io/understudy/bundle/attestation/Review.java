package io.understudy.bundle.attestation;

import io.understudy.bundle.BundleFormat;
import io.understudy.bundle.BundleFormat.Checklist;
import io.understudy.bundle.BundleFormat.Decided;
import io.understudy.bundle.BundleFormat.Decision;
import io.understudy.bundle.BundleFormat.Head;
import io.understudy.bundle.BundleFormat.Maker;
import io.understudy.bundle.BundleFormat.PasswordLink;
import io.understudy.bundle.FourEyes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The predicate of a review attestation: who made a version, who reviewed and who approved it. Fields are only ever added.
 *
 * @param reviewerMayApprove whether the team's rules let a reviewer approve, too
 * @param manifest what the reviewers and the approver signed in the product
 * @param signOffs how many people the team's rules asked to review it; null where that was not stated yet
 * @param approvalRow SHA-256 of the row of the audit trail that is the approval, in hexadecimal digits
 */
public record Review(
        String version,
        String decision,
        List<Author> makers,
        List<Signer> reviewers,
        Signer approver,
        boolean reviewerMayApprove,
        Checked checklist,
        @Nullable ResourceDescriptor manifest,
        @Nullable String approvalRow,
        @Nullable Integer signOffs) {
    static final String APPROVED = "APPROVED";

    /**
     * A person who made a part.
     *
     * @param id the installation's id of the account
     * @param passwordLinks by which the person chose passwords, or null where there are none
     * @param invitedBy id of the nearest reviewer or approver up the chain of invitations, or null
     */
    public record Author(
            String id,
            @Nullable String name,
            @Nullable String deeds,
            @Nullable List<PasswordLink> passwordLinks,
            @Nullable String invitedBy) {}

    /**
     * A person who signed.
     *
     * @param at ISO 8601, in UTC
     * @param invitedBy id of the nearest maker, other reviewer or approver up the chain of invitations, or null
     * @param passwordLink by which the person's password of that time was chosen, or null
     */
    public record Signer(
            String id,
            @Nullable String name,
            String at,
            @Nullable String invitedBy,
            @Nullable PasswordLink passwordLink) {}

    public record Item(String key, boolean passed, @Nullable List<ResourceDescriptor> evidence) {}

    public record Checked(int edition, List<Item> items) {
        public Checked {
            items = items == null ? List.of() : List.copyOf(items);
        }

        static Checked of(Checklist checklist) {
            return new Checked(
                    checklist.edition(),
                    checklist.items().stream()
                            .map(item -> new Item(item.key(), item.tick() != null, evidence(item)))
                            .toList());
        }

        private static List<ResourceDescriptor> evidence(BundleFormat.Item item) {
            return Stream.ofNullable(item.tick())
                    .flatMap(tick -> tick.evidence().stream())
                    .flatMap(piece -> Stream.ofNullable(piece.file()))
                    .map(file ->
                            ResourceDescriptor.of(file, BundleFormat.mediaType(file), BundleFormat.promisedHash(file)))
                    .toList();
        }
    }

    public Review {
        makers = makers == null ? List.of() : List.copyOf(makers);
        reviewers = reviewers == null ? List.of() : List.copyOf(reviewers);
    }

    /**
     * Of the parts of a release bundle.
     *
     * @throws IllegalArgumentException when it is not signed off and approved by other people than its makers
     */
    public static Review of(Head head, Decided decided, Checklist checklist, String approvalRow) {
        List<Author> makers = new ArrayList<>(decided.makers().stream()
                .map(maker -> new Author(
                        maker.account(), maker.name(), maker.deeds(), maker.passwordLinks(), maker.invitedBy()))
                .toList());
        Set<String> accounts =
                new HashSet<>(decided.makers().stream().map(Maker::account).toList());
        decided.decisions().stream()
                .filter(step -> "SUBMIT".equals(step.verb()))
                .filter(step -> accounts.add(step.account()))
                .map(step -> new Author(step.account(), step.name(), "asked for the review", null, null))
                .forEach(makers::add);
        FourEyes eyes = FourEyes.of(accounts, decided);
        List<String> problems = eyes.problems(head.manifest());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        Decision approval = eyes.approvals().getFirst();
        return new Review(
                head.version(),
                APPROVED,
                makers,
                eyes.signOffs().stream().map(Review::signer).toList(),
                signer(approval),
                approval.signerMayApprove(),
                Checked.of(checklist),
                ResourceDescriptor.of(BundleFormat.MANIFEST, "application/json", head.manifest()),
                approvalRow,
                approval.signOffs());
    }

    private static Signer signer(Decision decision) {
        return new Signer(
                decision.account(), decision.name(), decision.at(), decision.invitedBy(), decision.passwordLink());
    }

    FourEyes fourEyes() {
        return new FourEyes(
                new HashSet<>(makers.stream().map(Author::id).toList()),
                makers.stream()
                        .map(maker -> new Maker(
                                maker.id, named(maker.name, maker.id), "", maker.passwordLinks, maker.invitedBy))
                        .toList(),
                reviewers.stream().map(signer -> decision("SIGN_OFF", signer)).toList(),
                Stream.ofNullable(approver)
                        .map(signer -> decision("APPROVE", signer))
                        .toList());
    }

    private Decision decision(String verb, Signer signer) {
        return new Decision(
                verb,
                signer.id,
                named(signer.name, signer.id),
                signer.at,
                "",
                reviewerMayApprove,
                null,
                signer.invitedBy,
                signer.passwordLink,
                "APPROVE".equals(verb) ? signOffs : null);
    }

    private static String named(@Nullable String name, String id) {
        return name == null ? id : name;
    }
}
