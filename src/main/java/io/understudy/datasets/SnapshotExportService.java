package io.understudy.datasets;

import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.people.MembersOnly;
import io.understudy.shared.Acts;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobStore;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
public class SnapshotExportService {
    private final Snapshots snapshots;
    private final LedgerRows ledger;
    private final CharacterService characters;
    private final BlobStore blobs;
    private final Acts acts;

    SnapshotExportService(
            Snapshots snapshots, LedgerRows ledger, CharacterService characters, BlobStore blobs, Acts acts) {
        this.snapshots = snapshots;
        this.ledger = ledger;
        this.characters = characters;
        this.blobs = blobs;
        this.acts = acts;
    }

    /**
     * Begins an export and writes down who took it.
     *
     * @throws Refusal.NotFound when there is no such snapshot
     * @throws Refusal.Conflict when one of its photos was withdrawn
     */
    @Transactional
    public SnapshotExport take(SnapshotId id, ExportLayout layout) {
        SnapshotSummary snapshot = snapshots.get(id);
        List<SnapshotEntry> entries = snapshots.entries(id);
        int withdrawn = ledger.withdrawnAmong(
                        entries.stream().map(SnapshotEntry::original).toList())
                .size();
        if (withdrawn > 0) {
            throw new Refusal.Conflict(
                    (withdrawn == 1 ? "A photo of this snapshot was" : withdrawn + " photos of this snapshot were")
                            + " withdrawn, so it is not handed out. Freeze a new snapshot without "
                            + (withdrawn == 1 ? "it." : "them."));
        }
        CharacterSummary character = characters.get(snapshot.character());
        acts.publish(
                "snapshot.exported",
                Snapshots.subject(id),
                Map.of("character", character.slug(), "layout", layout.label()));
        String fileName = character.slug() + "_" + id.brief() + "_" + layout.slug() + ".zip";
        return new SnapshotExport(snapshot, entries, layout, fileName, blobs);
    }
}
