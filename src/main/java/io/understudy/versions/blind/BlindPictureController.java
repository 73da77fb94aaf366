package io.understudy.versions.blind;

import io.understudy.identity.MembersOnly;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StoredBlob;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Pictures of a blind comparison by number and side, as the person who asks sees them. No hash is in the address or
 * in a header: it would show a voter which cell of a sheet they look at.
 */
@RestController
@MembersOnly
class BlindPictureController {
    private final BlindService comparisons;
    private final BlobStore blobs;

    BlindPictureController(BlindService comparisons, BlobStore blobs) {
        this.comparisons = comparisons;
        this.blobs = blobs;
    }

    @GetMapping("/blind/{id}/pictures/{number}/{side:left|right}")
    ResponseEntity<Resource> picture(@PathVariable UUID id, @PathVariable int number, @PathVariable String side) {
        BlobHash picture = comparisons.picture(new BlindId(id), number, "left".equals(side));
        StoredBlob blob = blobs.describe(picture);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(blob.mediaType()))
                .contentLength(blob.size())
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .body(new InputStreamResource(() -> blobs.open(picture)));
    }
}
