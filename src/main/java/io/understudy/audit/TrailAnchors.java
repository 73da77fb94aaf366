package io.understudy.audit;

import io.understudy.bundle.Finding;
import io.understudy.bundle.MalformedBundleException;
import io.understudy.bundle.log.AnchorCheck;
import io.understudy.bundle.log.Checkpoint;
import io.understudy.bundle.log.NoteKey;
import io.understudy.platform.core.DomainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Signed states of the trail, in the database and from elsewhere, which are compared with its rows as they are read. */
final class TrailAnchors {

    private final AnchorCheck check;

    private TrailAnchors(List<Checkpoint> anchors) {
        this.check = new AnchorCheck(anchors);
    }

    /** @throws DomainException.RuleViolation when what was kept is not signed states of this trail */
    static TrailAnchors of(String kept, CheckpointService checkpoints) {
        List<TrailCheckpoint> signed = checkpoints.all();
        List<String> given = notes(kept);
        List<Checkpoint> anchors = new ArrayList<>();
        if (!signed.isEmpty() || !given.isEmpty()) {
            NoteKey key = checkpoints.key();
            signed.forEach(checkpoint -> anchors.add(opened(checkpoint.note(), key, "in the database")));
            given.forEach(note -> anchors.add(opened(note, key, "that you gave")));
        }
        return new TrailAnchors(anchors);
    }

    private static Checkpoint opened(String note, NoteKey key, String where) {
        try {
            return Checkpoint.opened(note, key);
        } catch (MalformedBundleException e) {
            throw new DomainException.RuleViolation(
                    "A signed state of the trail %s cannot be used: %s".formatted(where, e.getMessage()), e);
        }
    }

    /** A note is text, an empty line, and signatures; between two notes is an empty line, too. */
    static List<String> notes(String text) {
        List<String> notes = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        boolean signed = false;
        for (String line : text.replace("\r", "").split("\n", -1)) {
            boolean signature = line.startsWith("\u2014 ");
            if (signed && !signature) {
                notes.add(note.toString());
                note.setLength(0);
                signed = false;
            }
            if (!note.isEmpty() || !line.isBlank()) {
                note.append(line).append('\n');
            }
            signed |= signature;
        }
        if (!note.isEmpty()) {
            notes.add(note.toString());
        }
        return notes;
    }

    void add(String hash) {
        check.add(CheckpointService.leaf(hash));
    }

    /** What contradicts a signed state, in a sentence. */
    Optional<String> broken() {
        return check.findings().stream()
                .filter(finding -> finding.outcome() == Finding.Outcome.BROKEN)
                .findFirst()
                .map(finding -> "The trail " + finding.words());
    }
}
