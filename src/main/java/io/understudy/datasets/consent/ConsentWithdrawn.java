package io.understudy.datasets.consent;

import io.understudy.datasets.SnapshotId;
import io.understudy.platform.core.Wording;
import java.util.List;
import java.util.Set;

/**
 * Photos were withdrawn; published inside the transaction that did it.
 *
 * @param photos those that were not withdrawn before
 * @param snapshots every frozen dataset that holds one of them, of any character
 */
public record ConsentWithdrawn(List<WithdrawnPhoto> photos, Set<SnapshotId> snapshots) {
    static final int NAMED = 3;

    public ConsentWithdrawn {
        photos = List.copyOf(photos);
        snapshots = Set.copyOf(snapshots);
    }

    public String names() {
        return Wording.first(photos.stream().map(WithdrawnPhoto::fileName).toList(), NAMED);
    }
}
