package io.understudy.datasets;

import java.util.Collection;
import java.util.List;

/** Reports what was made from snapshots; features that make something of them implement it. */
public interface SnapshotDescendants {
    /**
     * Something that rests on a snapshot.
     *
     * @param kind in the field's own word: {@code run}, {@code version}
     * @param name as a person knows it
     * @param state in one word
     * @param good whether it came to a good end: a run that succeeded, a version that is approved
     * @param path of its page, without a leading slash
     */
    record Descendant(String kind, String name, String state, boolean good, String path) {}

    /** Everything that was made from any of these snapshots, the latest first. */
    List<Descendant> of(Collection<SnapshotId> snapshots);
}
