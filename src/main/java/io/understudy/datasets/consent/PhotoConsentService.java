package io.understudy.datasets.consent;

import io.understudy.characters.CharacterId;
import io.understudy.characters.ConsentFile;
import io.understudy.datasets.DatasetAction;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.images.DatasetContributionRepository;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.SearchText;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where each photo comes from, why it may be used and who vouched for that; and the way to take a photo back, which
 * reaches every dataset, snapshot, run and version it is in.
 *
 * <p>An entry belongs to the photo as it was uploaded. The person who holds the same file in another dataset, or a crop
 * of it, holds the same entry.
 */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class PhotoConsentService {
    private static final int REASON_LENGTH = 2000;

    private final PhotoConsents consents;
    private final ConsentLedgerRepository consentLedgerRepository;
    private final Pictures pictures;
    private final DatasetContributionRepository contributions;
    private final WithdrawalImpactReader reaches;
    private final BlobStore blobs;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PhotoConsentService(
            PhotoConsents consents,
            ConsentLedgerRepository consentLedgerRepository,
            Pictures pictures,
            DatasetContributionRepository contributions,
            WithdrawalImpactReader reaches,
            BlobStore blobs,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.consents = consents;
        this.consentLedgerRepository = consentLedgerRepository;
        this.pictures = pictures;
        this.contributions = contributions;
        this.reaches = reaches;
        this.blobs = blobs;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    @MembersAndSystem
    public LedgerPage page(CharacterId character, LedgerFilter filter, int page, int pageSize) {
        return page(character, filter, new SearchText(""), page, pageSize);
    }

    /** @param text in the name of a file, in its source or in the name of who vouched */
    @MembersAndSystem
    public LedgerPage page(CharacterId character, LedgerFilter filter, SearchText text, int page, int pageSize) {
        long total = consentLedgerRepository.count(character, filter, text);
        int shown = Math.clamp(page, 0, Math.toIntExact(Math.max(0, (total - 1) / pageSize)));
        return new LedgerPage(
                consentLedgerRepository.lines(character, filter, text, shown, pageSize), shown, pageSize, total);
    }

    public List<LedgerLine> lines(CharacterId character, Collection<PictureId> ids) {
        List<BlobHash> files = pictures
                .findAllById(ids.stream().map(PictureId::value).toList())
                .stream()
                .map(Picture::original)
                .toList();
        return consentLedgerRepository.lines(character, consentLedgerRepository.photosOf(files));
    }

    public List<LedgerLine> lines(SnapshotSummary snapshot) {
        return consentLedgerRepository.lines(snapshot.character(), consentLedgerRepository.photosIn(snapshot.id()));
    }

    public LedgerCounts counts(CharacterId character) {
        return consentLedgerRepository.counts(character);
    }

    @MembersAndSystem
    public List<WithdrawnPhoto> withdrawnIn(SnapshotId snapshot) {
        return withdrawnIn(List.of(snapshot)).getOrDefault(snapshot, List.of());
    }

    /** The withdrawn photos of each of these snapshots, in one query; snapshots without any are left out. */
    @MembersAndSystem
    public Map<SnapshotId, List<WithdrawnPhoto>> withdrawnIn(Collection<SnapshotId> snapshots) {
        return consentLedgerRepository.withdrawnIn(snapshots);
    }

    /**
     * Puts the same statement on record for photos, in place of what was there before.
     *
     * @throws DomainException.RuleViolation when the statement lacks something; the field says what
     * @throws DomainException.Conflict when someone changed one of the entries meanwhile, or one is withdrawn; nothing is
     *     recorded then
     */
    @MembersAndSystem
    @Transactional
    public void vouch(Collection<PhotoRevision> photos, ConsentStatement statement) {
        ConsentStatement checked = statement.checked();
        Actor by = actor.get();
        Map<BlobHash, PhotoConsent> known = known(photos);
        for (PhotoRevision photo : photos) {
            PhotoConsent entry = asSeen(photo, known);
            Map<String, String> before = entry.facts();
            ConsentFile documentBefore = entry.document();
            entry.vouch(checked, by, clock.instant());
            keepDocument(documentBefore, checked.document());
            consents.save(entry);
            auditEvents.publish("consent.recorded", subject(entry), before, entry.facts());
        }
        flush();
    }

    public WithdrawalImpact reach(Collection<PhotoRevision> photos) {
        return reaches.of(hashes(photos));
    }

    /**
     * Takes photos out of use: they are left out of every dataset, no new snapshot holds them, and every snapshot, run
     * and version that used one is marked.
     *
     * @param reason for everyone who finds the mark
     * @throws DomainException.Conflict when someone changed one of the entries meanwhile; nothing is withdrawn then
     */
    @Transactional
    public void withdraw(Collection<PhotoRevision> photos, String reason) {
        String words = reason(reason, "Say why the photos may no longer be used: everyone who sees the mark reads it.");
        Actor by = actor.get();
        Map<BlobHash, PhotoConsent> known = known(photos);
        List<WithdrawnPhoto> withdrawn = new ArrayList<>();
        for (PhotoRevision photo : photos) {
            PhotoConsent entry = asSeen(photo, known);
            if (!entry.isWithdrawn()) {
                Map<String, String> before = entry.facts();
                entry.withdraw(words, by, clock.instant());
                consents.save(entry);
                auditEvents.publish("consent.withdrawn", subject(entry), before, entry.facts());
                withdrawn.add(new WithdrawnPhoto(entry.photo(), entry.fileName(), by.name(), clock.instant(), words));
            }
        }
        flush();
        List<BlobHash> hashes = withdrawn.stream().map(WithdrawnPhoto::photo).toList();
        List<Picture> reached = picturesOf(hashes);
        contributions.record(
                DatasetAction.WITHDREW,
                reached.stream()
                        .filter(picture -> picture.isIncluded() && !picture.isRemoved())
                        .toList());
        reached.forEach(Picture::withdraw);
        if (!withdrawn.isEmpty()) {
            events.publishEvent(new ConsentWithdrawn(withdrawn, consentLedgerRepository.snapshotsWith(hashes)));
        }
    }

    /**
     * Lets withdrawn photos be used again. In their datasets they stay left out until someone includes them.
     *
     * @param reason goes to the audit trail
     */
    @AdminsOnly
    @Transactional
    public void reinstate(Collection<PhotoRevision> photos, String reason) {
        String words = reason(reason, "Say why the photos may be used again: the audit trail keeps it.");
        Map<BlobHash, PhotoConsent> known = known(photos);
        List<PhotoConsent> reinstated = new ArrayList<>();
        for (PhotoRevision photo : photos) {
            PhotoConsent entry = asSeen(photo, known);
            if (entry.isWithdrawn()) {
                Map<String, String> before = entry.facts();
                entry.reinstate();
                auditEvents.publish("consent.reinstated", subject(entry), before, Map.of("reason", words));
                if (entry.isBlank()) {
                    consents.delete(entry);
                }
                reinstated.add(entry);
            }
        }
        flush();
        List<BlobHash> hashes = reinstated.stream().map(PhotoConsent::photo).toList();
        picturesOf(hashes).forEach(Picture::reinstate);
        if (!reinstated.isEmpty()) {
            events.publishEvent(new ConsentReinstated(
                    reinstated.stream().map(PhotoConsent::fileName).toList(),
                    consentLedgerRepository.snapshotsWith(hashes)));
        }
    }

    /**
     * Notes in the audit trail that the signed-in person takes a photo's document, and returns which one it is.
     *
     * @throws DomainException.NotFound when there is none
     */
    @Transactional
    public ConsentFile takeOutDocument(BlobHash photo) {
        PhotoConsent entry = consents.findByPhotoHash(photo.hex()).orElse(null);
        ConsentFile document = entry == null ? null : entry.document();
        if (entry == null || document == null) {
            throw new DomainException.NotFound("No document is kept for this photo.");
        }
        auditEvents.publish(
                "consent-document.downloaded",
                subject(entry),
                Map.of(
                        "document",
                        document.name(),
                        "document SHA-256",
                        document.blob().hex()));
        return document;
    }

    private List<Picture> picturesOf(List<BlobHash> photos) {
        return photos.isEmpty() ? List.of() : pictures.findByOriginalHashIn(consentLedgerRepository.filesOf(photos));
    }

    private Map<BlobHash, PhotoConsent> known(Collection<PhotoRevision> photos) {
        Map<BlobHash, PhotoConsent> known = new HashMap<>();
        consents.findByPhotoHashIn(hashes(photos).stream().map(BlobHash::hex).toList())
                .forEach(entry -> known.put(entry.photo(), entry));
        return known;
    }

    private static PhotoConsent asSeen(PhotoRevision seen, Map<BlobHash, PhotoConsent> known) {
        PhotoConsent entry = known.get(seen.photo());
        long version = entry == null ? -1 : entry.rowVersion();
        if (version != seen.rowVersion()) {
            throw changedMeanwhile(seen.fileName(), entry);
        }
        return entry == null ? new PhotoConsent(seen.photo(), seen.fileName()) : entry;
    }

    private static DomainException.Conflict changedMeanwhile(String fileName, @Nullable PhotoConsent entry) {
        String what = entry == null
                ? "was reinstated without an entry"
                : entry.isWithdrawn() ? "was withdrawn" : "was changed by " + entry.vouchedByName();
        return new DomainException.Conflict("The entry of " + fileName + " " + what
                + " while you were looking, so nothing was saved. Check the current ledger.");
    }

    private void keepDocument(@Nullable ConsentFile before, @Nullable ConsentFile after) {
        if (after != null) {
            blobs.retain(after.blob());
        }
        if (before != null) {
            blobs.release(before.blob());
        }
    }

    private void flush() {
        try {
            consents.flush();
        } catch (DataIntegrityViolationException twice) {
            throw new DomainException.Conflict(
                    "Someone else recorded one of these photos at the same moment, so nothing was saved."
                            + " Check the current ledger.",
                    twice);
        }
    }

    private static String reason(String given, String whenMissing) {
        String words = given.strip();
        if (words.isEmpty()) {
            throw DomainException.RuleViolation.in("reason", whenMissing);
        }
        if (words.length() > REASON_LENGTH) {
            throw DomainException.RuleViolation.in("reason", "At most " + REASON_LENGTH + " characters.");
        }
        return words;
    }

    private static Set<BlobHash> hashes(Collection<PhotoRevision> photos) {
        return Set.copyOf(photos.stream().map(PhotoRevision::photo).toList());
    }

    private static AuditEvent.Subject subject(PhotoConsent entry) {
        return new AuditEvent.Subject("photo", entry.photo().hex(), entry.fileName());
    }
}
