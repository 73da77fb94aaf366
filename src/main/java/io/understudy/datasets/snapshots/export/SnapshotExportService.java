package io.understudy.datasets.snapshots.export;

import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.consent.ConsentLedgerRepository;
import io.understudy.datasets.snapshots.Snapshots;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobStore;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
public class SnapshotExportService {
    private final Snapshots snapshots;
    private final ConsentLedgerRepository consents;
    private final CharacterService characters;
    private final BlobStore blobs;
    private final AuditEvents auditEvents;

    SnapshotExportService(
            Snapshots snapshots,
            ConsentLedgerRepository consents,
            CharacterService characters,
            BlobStore blobs,
            AuditEvents auditEvents) {
        this.snapshots = snapshots;
        this.consents = consents;
        this.characters = characters;
        this.blobs = blobs;
        this.auditEvents = auditEvents;
    }

    /**
     * Begins an export and writes down who took it.
     *
     * @throws DomainException.NotFound when there is no such snapshot
     * @throws DomainException.Conflict when one of its photos was withdrawn
     */
    @Transactional
    public SnapshotExport take(SnapshotId id, ExportLayout layout, ExportOptions options) {
        SnapshotSummary snapshot = snapshots.get(id);
        List<SnapshotEntry> entries = snapshots.entries(id);
        int withdrawn = consents.withdrawnAmong(
                        entries.stream().map(SnapshotEntry::original).toList())
                .size();
        if (withdrawn > 0) {
            throw new DomainException.Conflict(
                    (withdrawn == 1 ? "A photo of this snapshot was" : withdrawn + " photos of this snapshot were")
                            + " withdrawn, so it is not handed out. Freeze a new snapshot without "
                            + (withdrawn == 1 ? "it." : "them."));
        }
        CharacterSummary character = characters.get(snapshot.character());
        auditEvents.publish(
                "snapshot.exported",
                Snapshots.subject(id),
                Map.of("character", character.slug(), "layout", layout.label()));
        String fileName = character.slug() + "_" + id.brief() + "_" + layout.slug() + ".zip";
        return new SnapshotExport(snapshot, entries, layout, options, fileName, blobs);
    }
}
