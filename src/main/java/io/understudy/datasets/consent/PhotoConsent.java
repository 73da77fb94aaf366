package io.understudy.datasets.consent;

import io.understudy.characters.ConsentFile;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
class PhotoConsent extends Aggregate {
    private String photoHash;
    private String fileName;
    private String source = "";

    @Enumerated(EnumType.STRING)
    private @Nullable ConsentBasis basis;

    private String terms = "";
    private @Nullable UUID vouchedBy;
    private @Nullable String vouchedByName;
    private @Nullable Instant vouchedAt;
    private @Nullable String documentHash;
    private @Nullable String documentName;
    private @Nullable String documentMediaType;
    private @Nullable Long documentSize;
    private @Nullable UUID withdrawnBy;
    private @Nullable String withdrawnByName;
    private @Nullable Instant withdrawnAt;
    private @Nullable String withdrawalReason;

    @SuppressWarnings("NullAway.Init")
    protected PhotoConsent() {}

    PhotoConsent(BlobHash photo, String fileName) {
        super(UUID.randomUUID());
        this.photoHash = photo.hex();
        this.fileName = fileName;
    }

    /** Replaces what was on record; a withdrawn photo has to be reinstated first. */
    void vouch(ConsentStatement statement, Actor by, Instant now) {
        if (isWithdrawn()) {
            throw new DomainException.Conflict(fileName + " was withdrawn by " + withdrawnByName
                    + ". An admin can reinstate it; until then nothing new is recorded for it.");
        }
        source = statement.source();
        basis = statement.basis();
        terms = statement.terms();
        vouchedBy = by.id();
        vouchedByName = by.name();
        vouchedAt = now;
        ConsentFile document = statement.document();
        documentHash = document == null ? null : document.blob().hex();
        documentName = document == null ? null : document.name();
        documentMediaType = document == null ? null : document.mediaType();
        documentSize = document == null ? null : document.size();
    }

    void withdraw(String reason, Actor by, Instant now) {
        withdrawnBy = by.id();
        withdrawnByName = by.name();
        withdrawnAt = now;
        withdrawalReason = reason;
    }

    void reinstate() {
        withdrawnBy = null;
        withdrawnByName = null;
        withdrawnAt = null;
        withdrawalReason = null;
    }

    boolean isWithdrawn() {
        return withdrawnAt != null;
    }

    /** Nobody vouched for the photo, so without a withdrawal there is nothing to keep. */
    boolean isBlank() {
        return basis == null;
    }

    BlobHash photo() {
        return new BlobHash(photoHash);
    }

    String fileName() {
        return fileName;
    }

    String vouchedByName() {
        return vouchedByName == null ? "nobody" : vouchedByName;
    }

    @Nullable
    ConsentFile document() {
        return documentHash == null || documentName == null || documentMediaType == null || documentSize == null
                ? null
                : new ConsentFile(new BlobHash(documentHash), documentName, documentMediaType, documentSize);
    }

    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        if (basis != null) {
            facts.put("basis", basis.label());
            facts.put("source", source);
            facts.put("vouched by", vouchedByName());
        }
        if (!terms.isEmpty()) {
            facts.put("terms", terms);
        }
        if (documentName != null && documentHash != null) {
            facts.put("document", documentName);
            facts.put("document SHA-256", documentHash);
        }
        if (withdrawalReason != null) {
            facts.put("withdrawn because", withdrawalReason);
        }
        return facts;
    }
}
