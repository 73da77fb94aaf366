package io.understudy.versions.registry;

import io.understudy.platform.core.StoredRow;
import io.understudy.versions.Sentences;
import io.understudy.versions.VersionOrigin;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

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

    @SuppressWarnings("NullAway.Init")
    protected Contributor() {}

    private Contributor(UUID version, UUID account, ReviewRole role) {
        this.id = new Key(version, account);
        this.part = role;
    }

    public static Contributor maker(UUID version, UUID account, boolean gaveData, boolean launched) {
        Contributor maker = new Contributor(version, account, ReviewRole.MAKER);
        maker.gaveData = gaveData;
        maker.launched = launched;
        return maker;
    }

    public static Contributor makerElsewhere(UUID version, UUID account, boolean imported, boolean trained) {
        Contributor maker = new Contributor(version, account, ReviewRole.MAKER);
        maker.imported = imported;
        maker.trainedElsewhere = trained;
        return maker;
    }

    /** Says to be read after a name what exactly this maker did. */
    public Contributor by(List<String> contributions) {
        this.contributions.addAll(contributions);
        return this;
    }

    public static Contributor submitter(UUID version, UUID account) {
        Contributor maker = new Contributor(version, account, ReviewRole.MAKER);
        maker.submitted = true;
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
        return gaveData || launched || imported || trainedElsewhere || !contributions.isEmpty();
    }

    public boolean gaveData() {
        return gaveData;
    }

    public void submits() {
        this.submitted = true;
    }

    public String deeds(VersionOrigin origin) {
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
            case MAKER -> Sentences.list(deeds);
            case SIGNER -> "signed it off";
            case APPROVER -> "approved it";
        };
    }
}
