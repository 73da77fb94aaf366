package io.understudy.versions.review.decisions;

import io.understudy.platform.core.Actor;
import io.understudy.platform.core.StoredRow;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.ReviewRole;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "version_decision")
public class VersionDecision extends StoredRow<UUID> {
    @Id
    private UUID id;

    private UUID versionId;
    private int position;

    @Enumerated(EnumType.STRING)
    private ReviewAction verb;

    @Enumerated(EnumType.STRING)
    private VersionState fromState;

    @Enumerated(EnumType.STRING)
    private VersionState toState;

    private UUID accountId;
    private String accountName;

    @Enumerated(EnumType.STRING)
    private @Nullable ReviewRole part;

    private boolean signerMayApprove;
    private @Nullable Integer signOffsAsked;
    private @Nullable UUID restsOn;

    @Enumerated(EnumType.STRING)
    private @Nullable ReviewAction restsOnVerb;

    private Instant decidedAt;
    private @Nullable String reason;
    private String manifestHash;

    @SuppressWarnings("NullAway.Init")
    protected VersionDecision() {}

    public VersionDecision(
            LoraVersion version,
            int position,
            ReviewAction action,
            VersionState to,
            Actor by,
            @Nullable ReviewRole role,
            Instant at,
            @Nullable String reason,
            ManifestHash manifest) {
        this.id = UUID.randomUUID();
        this.versionId = version.getId();
        this.position = position;
        this.verb = action;
        this.fromState = version.state();
        this.toState = to;
        this.accountId = by.id();
        this.accountName = by.name();
        this.part = role;
        this.signerMayApprove = action == ReviewAction.APPROVE && role == ReviewRole.SIGNER;
        this.decidedAt = at;
        this.reason = reason;
        this.manifestHash = manifest.hex();
    }

    /** An approval rests on a sign-off of the same version: the database takes none without. */
    public void restsOn(VersionDecision signOff) {
        this.restsOn = signOff.id;
        this.restsOnVerb = signOff.verb;
    }

    /** Of an approval: what the rules of its moment asked for. */
    public void askedFor(int signOffs) {
        this.signOffsAsked = signOffs;
    }

    @Override
    public UUID getId() {
        return id;
    }

    public UUID version() {
        return versionId;
    }

    public VersionState from() {
        return fromState;
    }

    public ReviewAction verb() {
        return verb;
    }

    public UUID account() {
        return accountId;
    }

    public boolean signerMayApprove() {
        return signerMayApprove;
    }

    @Nullable
    public Integer signOffsAsked() {
        return signOffsAsked;
    }

    public ManifestHash manifest() {
        return new ManifestHash(manifestHash);
    }

    public PastDecision details() {
        return new PastDecision(verb, toState, accountId, accountName, decidedAt, reason, manifest(), signOffsAsked);
    }
}
