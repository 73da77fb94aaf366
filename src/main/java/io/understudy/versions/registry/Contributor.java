package io.understudy.versions.registry;

import io.understudy.platform.core.StoredRow;
import io.understudy.versions.Sentences;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Someone's part in a version. Its primary key (version, account) is what keeps makers and deciders apart. */
@Entity
@Table(name = "version_participant")
public class Contributor extends StoredRow<Contributor.Key> {
    @Embeddable
    public record Key(
            @Column(name = "version_id") UUID versionId,
            @Column(name = "account_id") UUID accountId) implements Serializable {}

    @EmbeddedId
    private Key id;

    @Enumerated(EnumType.STRING)
    private ReviewRole part;

    private boolean gaveData;
    private boolean launched;
    private @Nullable Instant launchedAt;
    private boolean submitted;
    private @Nullable Instant submittedAt;
    private boolean imported;
    private boolean trainedElsewhere;

    @ElementCollection
    @CollectionTable(
            name = "version_contribution",
            joinColumns = {
                @JoinColumn(name = "version_id", referencedColumnName = "version_id"),
                @JoinColumn(name = "account_id", referencedColumnName = "account_id")
            })
    @OrderColumn(name = "position")
    private List<Deed> contributions = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected Contributor() {}

    private Contributor(UUID version, UUID account, ReviewRole role) {
        this.id = new Key(version, account);
        this.part = role;
    }

    public static Contributor maker(UUID version, UUID account, boolean gaveData) {
        Contributor maker = new Contributor(version, account, ReviewRole.MAKER);
        maker.gaveData = gaveData;
        return maker;
    }

    public static Contributor makerElsewhere(UUID version, UUID account, boolean imported, boolean trained) {
        Contributor maker = new Contributor(version, account, ReviewRole.MAKER);
        maker.imported = imported;
        maker.trainedElsewhere = trained;
        return maker;
    }

    public Contributor launched(@Nullable Instant at) {
        launched = true;
        launchedAt = at;
        return this;
    }

    public Contributor by(List<Deed> contributions) {
        this.contributions.addAll(contributions);
        return this;
    }

    public static Contributor submitter(UUID version, UUID account, Instant at) {
        Contributor maker = new Contributor(version, account, ReviewRole.MAKER);
        maker.submits(at);
        return maker;
    }

    public static Contributor decider(UUID version, UUID account, ReviewRole role) {
        return new Contributor(version, account, role);
    }

    @Override
    public Key getId() {
        return id;
    }

    public UUID version() {
        return id.versionId();
    }

    public UUID account() {
        return id.accountId();
    }

    public ReviewRole part() {
        return part;
    }

    public boolean isMaker() {
        return part == ReviewRole.MAKER;
    }

    public boolean madeTheWeights() {
        return gaveData
                || launched
                || imported
                || trainedElsewhere
                || contributions.stream().anyMatch(deed -> !deed.ofChecklist());
    }

    /** Whether drafts and answers are this person's task: editing the checklist alone gives none. */
    public boolean answersForIt() {
        return madeTheWeights() || submitted;
    }

    public boolean gaveData() {
        return gaveData;
    }

    public void submits(Instant at) {
        submitted = true;
        submittedAt = at;
    }

    /** What this person did, to be read after the name. */
    public String deeds(LoraVersion version) {
        return switch (part) {
            case MAKER ->
                Sentences.list(reasons(version).stream().map(Deed::words).toList());
            case SIGNER -> "signed it off";
            case APPROVER -> "approved it";
        };
    }

    /** Why this person is a maker. */
    public List<Deed> reasons(LoraVersion version) {
        List<Deed> reasons = new ArrayList<>();
        if (gaveData && contributions.stream().allMatch(Deed::ofChecklist)) {
            reasons.add(new Deed("uploaded or captioned pictures of its dataset", null));
        }
        reasons.addAll(contributions);
        if (launched) {
            reasons.add(new Deed("launched " + version.origin().words(), launchedAt));
        }
        if (trainedElsewhere) {
            reasons.add(new Deed("trained it elsewhere", null));
        }
        if (imported) {
            reasons.add(new Deed("imported the file", version.createdAt()));
        }
        if (submitted) {
            reasons.add(new Deed("asked for this review", submittedAt));
        }
        return reasons;
    }
}
