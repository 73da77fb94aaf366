package io.understudy.versions.sheets;

import io.understudy.datasets.images.decoding.PictureUploads;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import io.understudy.versions.sheets.SheetDetails.SheetHead;
import java.io.InputStream;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

@Service
@MembersOnly
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class SheetUploadService {
    /** In bytes. */
    public static final long LIMIT = PictureUploads.LIMIT;

    private final SheetRepository repository;
    private final BlobStore blobs;
    private final PictureUploads uploads;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    SheetUploadService(
            SheetRepository repository,
            BlobStore blobs,
            PictureUploads uploads,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        this.repository = repository;
        this.blobs = blobs;
        this.uploads = uploads;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.transaction = transaction;
    }

    /**
     * Decodes a picture wholly and puts what was re-encoded into a place, in exchange for the one that was there. It
     * carries the mark of a generated picture.
     *
     * @param in is read to its end, not closed
     * @throws DomainException.RuleViolation naming the file and what is wrong with it
     * @throws DomainException.NotFound when the sheet has no such place
     */
    public void take(SheetId sheet, int position, String fileName, InputStream in) {
        BlobHash picture = uploads.storeGenerated(fileName, in, SourceMark.MADE_ELSEWHERE);
        transaction.executeWithoutResult(status -> put(sheet, position, fileName, picture));
    }

    private void put(SheetId sheet, int position, String fileName, BlobHash picture) {
        String by = actor.get().name();
        SheetHead head = repository.find(sheet).orElseThrow(SheetService::noSuchCell);
        blobs.retain(picture);
        repository
                .upload(sheet, position, picture, "Uploaded by " + by + ": " + fileName)
                .ifPresent(blobs::release);
        auditEvents.publish(
                "sheet.picture-uploaded",
                new AuditEvent.Subject("sheet", sheet.value().toString(), head.number() + ", place " + (position + 1)),
                Map.of("file", fileName, "picture", picture.hex()));
        events.publishEvent(new SheetChanged(sheet));
        events.publishEvent(new EvidenceChanged(head.version()));
    }
}
