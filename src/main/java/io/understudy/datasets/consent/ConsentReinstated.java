package io.understudy.datasets.consent;

import io.understudy.datasets.SnapshotId;
import io.understudy.platform.core.Wording;
import java.util.List;
import java.util.Set;

/**
 * Withdrawn photos may be used again; published inside the transaction that did it.
 *
 * @param fileNames of the photos
 * @param snapshots every frozen dataset that holds one of them; some may hold other withdrawn photos still
 */
public record ConsentReinstated(List<String> fileNames, Set<SnapshotId> snapshots) {
    public ConsentReinstated {
        fileNames = List.copyOf(fileNames);
        snapshots = Set.copyOf(snapshots);
    }

    public String names() {
        return Wording.first(fileNames, ConsentWithdrawn.NAMED);
    }
}
