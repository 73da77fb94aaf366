package io.understudy.versions;

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
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** Someone's part in a version. Its primary key (version, account) is what keeps makers and deciders apart. */
@Entity
@Table(name = "version_participant")
class Participant implements Persistable<Participant.Key> {
    @Embeddable
    record Key(
            @Column(name = "version_id") UUID versionId,
            @Column(name = "account_id") UUID accountId) implements Serializable {}

    @EmbeddedId
    private Key id;

    @Enumerated(EnumType.STRING)
    private Part part;

    private boolean gaveData;
    private boolean launched;
    private boolean submitted;
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
    @Column(name = "words")
    private List<String> contributions = new ArrayList<>();

    @Transient
    private boolean stored;

    @SuppressWarnings("NullAway.Init")
    protected Participant() {}

    private Participant(UUID version, UUID account, Part part) {
        this.id = new Key(version, account);
        this.part = part;
    }

    static Participant maker(UUID version, UUID account, boolean gaveData, boolean launched) {
        Participant maker = new Participant(version, account, Part.MAKER);
        maker.gaveData = gaveData;
        maker.launched = launched;
        return maker;
    }

    static Participant makerElsewhere(UUID version, UUID account, boolean imported, boolean trained) {
        Participant maker = new Participant(version, account, Part.MAKER);
        maker.imported = imported;
        maker.trainedElsewhere = trained;
        return maker;
    }

    /** Says to be read after a name what exactly this maker did. */
    Participant by(List<String> contributions) {
        this.contributions.addAll(contributions);
        return this;
    }

    static Participant submitter(UUID version, UUID account) {
        Participant maker = new Participant(version, account, Part.MAKER);
        maker.submitted = true;
        return maker;
    }

    static Participant decider(UUID version, UUID account, Part part) {
        return new Participant(version, account, part);
    }

    @Override
    public Key getId() {
        return id;
    }

    UUID version() {
        return id.versionId();
    }

    UUID account() {
        return id.accountId();
    }

    Part part() {
        return part;
    }

    boolean isMaker() {
        return part == Part.MAKER;
    }

    boolean madeTheWeights() {
        return gaveData || launched || imported || trainedElsewhere || !contributions.isEmpty();
    }

    boolean gaveData() {
        return gaveData;
    }

    void submits() {
        this.submitted = true;
    }

    String deeds(VersionOrigin origin) {
        List<String> deeds = new ArrayList<>();
        if (gaveData && contributions.isEmpty()) {
            deeds.add("uploaded or captioned pictures of its dataset");
        }
        deeds.addAll(contributions);
        if (launched) {
            deeds.add("launched " + origin.words());
        }
        if (trainedElsewhere) {
            deeds.add("trained it elsewhere");
        }
        if (imported) {
            deeds.add("imported the file");
        }
        if (submitted) {
            deeds.add("asked for this review");
        }
        return switch (part) {
            case MAKER -> Words.list(deeds);
            case SIGNER -> "signed it off";
            case APPROVER -> "approved it";
        };
    }

    @Override
    public boolean isNew() {
        return !stored;
    }

    @PostLoad
    @PostPersist
    void markStored() {
        stored = true;
    }
}
