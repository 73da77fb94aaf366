package io.understudy.audit;

import io.understudy.bundle.Finding;
import io.understudy.bundle.MalformedBundleException;
import io.understudy.bundle.log.AnchorCheck;
import io.understudy.bundle.log.Checkpoint;
import io.understudy.bundle.log.SignedNote;
import io.understudy.bundle.trail.TrailRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Signed states of the trail, in the database and from elsewhere, which are compared with its rows as they are read. */
final class TrailAnchors {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final AnchorCheck check;
    private final List<String> unreadable;

    private TrailAnchors(List<Checkpoint> anchors, List<String> unreadable) {
        this.check = new AnchorCheck(anchors);
        this.unreadable = unreadable;
    }

    /** Compares nothing. */
    static TrailAnchors none() {
        return new TrailAnchors(List.of(), List.of());
    }

    /** What is not a signed state of this trail is broken, too: it was signed with another key, or altered. */
    static TrailAnchors of(String kept, List<String> anchored, TrailCheckpointService checkpoints) {
        List<Checkpoint> anchors = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        Map<String, List<String>> notes = new LinkedHashMap<>();
        notes.put(
                "in the database",
                checkpoints.all().stream().map(TrailCheckpoint::note).toList());
        notes.put("in the anchor file", anchored);
        notes.put("that you gave", SignedNote.split(kept));
        notes.values().removeIf(List::isEmpty);
        if (notes.isEmpty()) {
            return new TrailAnchors(anchors, unreadable);
        }
        Function<String, Checkpoint> opener = checkpoints.opener();
        notes.forEach((where, there) -> there.forEach(note -> {
            try {
                anchors.add(opener.apply(note));
            } catch (MalformedBundleException e) {
                unreadable.add("A signed state of the trail %s cannot be used: %s".formatted(where, e.getMessage()));
            }
        }));
        return new TrailAnchors(anchors, unreadable);
    }

    /** What was altered may be anything; a hash that is none is not the one that was signed. */
    void add(String hash) {
        check.add(TrailCheckpointService.leaf(HASH.matcher(hash).matches() ? hash : TrailRow.NO_ROW));
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
