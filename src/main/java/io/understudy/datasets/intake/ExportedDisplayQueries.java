package io.understudy.datasets.intake;

import io.understudy.datasets.images.NewPicture;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.snapshots.export.ExportManifest;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StoredBlob;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;

/**
 * Recognises display pictures that this installation wrote and that come back in an export: they are what they were,
 * and encoding them once more would only make them worse.
 */
@Repository
class ExportedDisplayQueries {
    private final TypedJdbcClient jdbc;
    private final BlobStore blobs;

    ExportedDisplayQueries(TypedJdbcClient jdbc, BlobStore blobs) {
        this.jdbc = jdbc;
        this.blobs = blobs;
    }

    record Known(BlobHash original, BlobHash display, BlobHash thumbnail, int width, int height) {}

    Map<BlobHash, List<Known>> among(Collection<BlobHash> files) {
        if (files.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("""
                        select original_hash, display_hash, thumbnail_hash, width, height
                        from snapshot_entry where display_hash in (:files)
                        union
                        select original_hash, display_hash, thumbnail_hash, width, height
                        from picture where display_hash in (:files)
                        order by original_hash, thumbnail_hash""").param("files", files).query(Known.class).list().stream()
                .collect(Collectors.groupingBy(Known::display));
    }

    /** The picture that an exported file is; empty when its bytes are no longer in the store. */
    Optional<NewPicture> recognised(UploadedPicture arrived, ExportManifest.Line line, List<Known> candidates) {
        Known known = candidates.stream()
                .filter(candidate -> candidate.original().hex().equals(line.original()))
                .findFirst()
                .orElse(candidates.getFirst());
        try {
            StoredBlob original = blobs.describe(known.original());
            blobs.describe(known.display());
            blobs.describe(known.thumbnail());
            return Optional.of(new NewPicture(
                    PictureFileName.of(line.fileName()).value(),
                    original.mediaType(),
                    known.original(),
                    known.display(),
                    known.thumbnail(),
                    known.width(),
                    known.height(),
                    original.size(),
                    arrived.caption(),
                    true,
                    arrived.repeats()));
        } catch (DomainException.NotFound swept) {
            return Optional.empty();
        }
    }
}
