package io.understudy.bundle.log;

import io.understudy.bundle.Finding;
import io.understudy.bundle.MalformedBundleException;
import java.util.ArrayList;
import java.util.List;

/**
 * That a log only grew since an older checkpoint: as text, what a witness of C2SP is sent for {@code add-checkpoint}.
 *
 * @param checkpoint the newer signed note, verbatim
 */
public record ConsistencyProof(long oldSize, List<TreeHash> hashes, String checkpoint) {
    public static final String FILE = "audit.consistency";
    private static final String PART = "audit trail since the last release";
    private static final String OLD = "old";

    public ConsistencyProof {
        hashes = List.copyOf(hashes);
    }

    public static ConsistencyProof of(String text) {
        Notes.Parts parts = Notes.split(text);
        List<String> lines = new ArrayList<>(parts.lines());
        long oldSize = Notes.number(OLD, lines.removeFirst());
        return new ConsistencyProof(oldSize, Notes.hashes(lines), parts.checkpoint());
    }

    public String text() {
        return Notes.joined(List.of(OLD + " " + oldSize), hashes, checkpoint);
    }

    /** @throws MalformedBundleException when the checkpoint is not the log's */
    public boolean holds(NoteKey log, Checkpoint old) {
        Checkpoint signed = Checkpoint.opened(checkpoint, log);
        return old.origin().equals(signed.origin())
                && old.size() == oldSize
                && MerkleProofs.isExtension(old.root(), oldSize, signed.root(), signed.size(), hashes);
    }

    /** @param oldCheckpoint the signed note that came with an earlier release */
    public Finding check(NoteKey log, String oldCheckpoint) {
        try {
            Checkpoint old = Checkpoint.opened(oldCheckpoint, log);
            return holds(log, old)
                    ? Finding.holds(
                            PART,
                            "the log %s begins with the same %d events and has %d now"
                                    .formatted(
                                            log.name(),
                                            oldSize,
                                            Checkpoint.opened(checkpoint, log).size()))
                    : Finding.broken(
                            PART, "the proof does not show that the log begins with the same events as before");
        } catch (MalformedBundleException e) {
            return Finding.broken(PART, String.valueOf(e.getMessage()));
        }
    }
}
