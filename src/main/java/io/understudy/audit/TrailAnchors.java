package io.understudy.audit;

import io.understudy.bundle.Finding;
import io.understudy.bundle.MalformedBundleException;
import io.understudy.bundle.log.AnchorCheck;
import io.understudy.bundle.log.Checkpoint;
import io.understudy.bundle.log.NoteKey;
import io.understudy.bundle.log.SignedNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Signed states of the trail, in the database and from elsewhere, which are compared with its rows as they are read. */
final class TrailAnchors {

    private final AnchorCheck check;
    private final List<String> unreadable;

    private TrailAnchors(List<Checkpoint> anchors, List<String> unreadable) {
        this.check = new AnchorCheck(anchors);
        this.unreadable = unreadable;
    }

    /** What is not a signed state of this trail is broken, too: it was signed with another key, or altered. */
    static TrailAnchors of(String kept, TrailCheckpointService checkpoints) {
        List<String> signed =
                checkpoints.all().stream().map(TrailCheckpoint::note).toList();
        List<String> given = SignedNote.split(kept);
        List<Checkpoint> anchors = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        if (!signed.isEmpty() || !given.isEmpty()) {
            NoteKey key = checkpoints.key();
            signed.forEach(note -> open(note, key, "in the database", anchors, unreadable));
            given.forEach(note -> open(note, key, "that you gave", anchors, unreadable));
        }
        return new TrailAnchors(anchors, unreadable);
    }

    private static void open(
            String note, NoteKey key, String where, List<Checkpoint> anchors, List<String> unreadable) {
        try {
            anchors.add(Checkpoint.opened(note, key));
        } catch (MalformedBundleException e) {
            unreadable.add("A signed state of the trail %s cannot be used: %s".formatted(where, e.getMessage()));
        }
    }

    void add(String hash) {
        check.add(TrailCheckpointService.leaf(hash));
    }

    /** What contradicts a signed state, in a sentence. */
    Optional<String> broken() {
        return Stream.concat(
                        check.findings().stream()
                                .filter(finding -> finding.outcome() == Finding.Outcome.BROKEN)
                                .map(finding -> "The trail " + finding.words()),
                        unreadable.stream())
                .findFirst();
    }
}
