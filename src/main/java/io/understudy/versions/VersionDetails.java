package io.understudy.versions;

import io.understudy.datasets.SnapshotRecall;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobDamage;
import io.understudy.storage.BlobHash;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.review.AvailableAction;
import io.understudy.versions.review.Contribution;
import io.understudy.versions.review.ReviewRules;
import io.understudy.versions.review.ReviewedRevision;
import io.understudy.versions.review.decisions.ManifestHash;
import io.understudy.versions.review.decisions.PastDecision;
import io.understudy.versions.review.decisions.Signature;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a version, as it applies to the viewer.
 *
 * @param fileSize in bytes
 * @param strength at which strengths it is to be used, as someone stated it; null while nobody has
 * @param makers who made any part of it
 * @param decisions its history, the oldest step first
 * @param manifestText canonical text of what a decision about it rests on, of which {@code manifest} is the hash
 * @param signatures those that count in this round, with what changed since where something did
 * @param offers what its state allows, with what stands between this person and each of them
 * @param notOffered the signatures that its state does not offer to this person, with the reason
 * @param recall of the dataset that it was trained on, or null
 * @param made whether this person made any part of it
 * @param whyNoTicks why this person may not tick or untick, or null when they may
 * @param contradictions where its decisions or makers are not what the audit trail says, in sentences
 * @param brokenRows which rows of the trail are broken, whatever they were about; null while none is
 * @param damage what was found to be wrong with its stored file; null while nothing was
 */
public record VersionDetails(
        VersionCard card,
        BlobHash file,
        long fileSize,
        @Nullable StatedStrength strength,
        int checklistEdition,
        List<ChecklistLine> checklist,
        List<Contribution> makers,
        List<PastDecision> decisions,
        ManifestHash manifest,
        String manifestText,
        List<Signature> signatures,
        ReviewRules rules,
        List<AvailableAction> availableActions,
        List<AvailableAction> unavailableActions,
        @Nullable SnapshotRecall recall,
        boolean made,
        @Nullable String whyNoTicks,
        List<String> contradictions,
        @Nullable String brokenRows,
        @Nullable BlobDamage damage) {
    public VersionDetails {
        checklist = List.copyOf(checklist);
        makers = List.copyOf(makers);
        decisions = List.copyOf(decisions);
        signatures = List.copyOf(signatures);
        availableActions = List.copyOf(availableActions);
        unavailableActions = List.copyOf(unavailableActions);
        contradictions = List.copyOf(contradictions);
    }

    public VersionId id() {
        return card.id();
    }

    public Optional<VersionOrigin.Trained> trained() {
        return card.trained();
    }

    public TriggerWord triggerWord() {
        return card.triggerWord();
    }

    public VersionState state() {
        return card.state();
    }

    public boolean hasStaleSignatures() {
        return signatures.stream().anyMatch(Signature::stale);
    }

    public ReviewedRevision revision() {
        return new ReviewedRevision(card.state(), manifest, manifestText);
    }
}
