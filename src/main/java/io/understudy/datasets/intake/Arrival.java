package io.understudy.datasets.intake;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.storage.BlobHash;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A picture whose bytes are stored and that is not in its dataset yet.
 *
 * @param repeats how often its trainer's folder showed it in an epoch; null where it came from no such folder
 * @param confirmed whether a person decided before to train on it, however small it is
 * @param exportedFrom the snapshot whose export it was sent in; null for any other file
 * @param uploader name of the person who sent it
 * @param place its position in the dataset, where it was reserved; null where it becomes the last one
 * @param problem why it will never be, as the end of a sentence that begins with its name; null while it waits
 */
public record Arrival(
        UUID id,
        CharacterId character,
        String fileName,
        BlobHash original,
        long size,
        String caption,
        @Nullable Integer repeats,
        boolean confirmed,
        @Nullable SnapshotId exportedFrom,
        UUID uploadedBy,
        String uploader,
        @Nullable Integer place,
        @Nullable String problem) {
    public boolean isWaiting() {
        return problem == null;
    }
}
