package io.understudy.versions.checklist;

import io.understudy.platform.core.Actor;
import io.understudy.platform.core.Aggregate;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.evidence.Evidence;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One person's word that one item holds, with what they looked at. Taken back, it stays in the history. */
@Entity
@Table(name = "checklist_tick")
public class ChecklistTick extends Aggregate {
    @Embeddable
    record Piece(
            @Enumerated(EnumType.STRING) Evidence.Kind kind,
            @Nullable String picture,
            String words,
            @Nullable String source,
            @Nullable String reference,
            @Nullable String fingerprint) {
        static Piece of(Evidence evidence) {
            Evidence.Origin origin = evidence.origin();
            return new Piece(
                    evidence.kind(),
                    evidence.bytesIfAny().map(BlobHash::hex).orElse(null),
                    evidence.words(),
                    origin == null ? null : origin.source(),
                    origin == null ? null : origin.reference(),
                    origin == null ? null : origin.fingerprint());
        }

        Evidence asEvidence() {
            String hex = picture;
            Evidence.Origin origin = source == null || reference == null || fingerprint == null
                    ? null
                    : new Evidence.Origin(source, reference, fingerprint);
            return new Evidence(kind, hex == null ? null : new BlobHash(hex), words, origin);
        }
    }

    @Column(updatable = false)
    private UUID versionId;

    @Column(updatable = false)
    private String itemKey;

    private @Nullable String standingFor;

    @Column(updatable = false)
    private String note;

    @Column(updatable = false)
    private UUID tickedBy;

    @Column(updatable = false)
    private String tickedByName;

    @Column(updatable = false)
    private Instant tickedAt;

    private @Nullable String untickedByName;
    private @Nullable Instant untickedAt;
    private @Nullable String untickReason;

    @ElementCollection
    @CollectionTable(name = "checklist_evidence", joinColumns = @JoinColumn(name = "tick_id"))
    @OrderColumn(name = "position")
    private List<Piece> evidence = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected ChecklistTick() {}

    public ChecklistTick(VersionId version, String item, String note, List<Evidence> evidence, Actor by, Instant at) {
        super(UUID.randomUUID());
        this.versionId = version.value();
        this.itemKey = item;
        this.standingFor = item;
        this.note = note;
        this.tickedBy = by.id();
        this.tickedByName = by.name();
        this.tickedAt = at;
        evidence.stream().map(Piece::of).forEach(this.evidence::add);
    }

    public void takeBack(String reason, Actor by, Instant at) {
        this.standingFor = null;
        this.untickedByName = by.name();
        this.untickedAt = at;
        this.untickReason = reason;
    }

    public String item() {
        return itemKey;
    }

    public boolean stands() {
        return standingFor != null;
    }

    public UUID tickedBy() {
        return tickedBy;
    }

    public TickDetails details() {
        return new TickDetails(
                note,
                evidence.stream().map(Piece::asEvidence).toList(),
                tickedByName,
                tickedAt,
                untickedByName,
                untickedAt,
                untickReason);
    }
}
