package io.understudy.datasets;

import io.understudy.platform.core.DomainException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports which frozen datasets were recalled as a whole; the feature that recalls them implements it. */
public interface RecalledSnapshots {
    /** The recalls that stand, in one query; snapshots without one are left out. */
    Map<SnapshotId, SnapshotRecall> of(Collection<SnapshotId> snapshots);

    default Optional<SnapshotRecall> of(SnapshotId snapshot) {
        return Optional.ofNullable(of(List.of(snapshot)).get(snapshot));
    }

    /**
     * Lets nothing new be made from a dataset that was recalled.
     *
     * @throws DomainException.Conflict when it was
     */
    default void requireUsable(SnapshotId snapshot) {
        of(snapshot).ifPresent(recall -> {
            throw new DomainException.Conflict(
                    ("Snapshot %s was recalled by %s (“%s”), so nothing is trained on it. Correct the dataset and"
                                    + " freeze another snapshot, or ask an admin to lift the recall.")
                            .formatted(snapshot.brief(), recall.by(), recall.reason()));
        });
    }
}
