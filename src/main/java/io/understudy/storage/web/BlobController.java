package io.understudy.storage.web;

import io.understudy.identity.MembersOnly;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StoredBlob;
import java.util.Optional;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Streams pictures that the product itself encoded. Every other blob is "not found", whether there is one or not. What
 * is stored under a hash never changes, so a browser asks again without loading it again, and shows nothing after a
 * sign-out.
 */
@RestController
@MembersOnly
class BlobController {
    private final BlobStore blobs;

    BlobController(BlobStore blobs) {
        this.blobs = blobs;
    }

    @GetMapping("/blobs/{hash}")
    ResponseEntity<Resource> picture(@PathVariable String hash, ServletWebRequest request) {
        Optional<StoredBlob> found = BlobHash.parse(hash).flatMap(blobs::findInline);
        if (found.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        StoredBlob picture = found.get();
        HttpHeaders headers = headers(picture);
        // Asked before the object is opened: an unread stream would stay open.
        if (request.checkNotModified(picture.hash().hex())) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .headers(headers)
                    .build();
        }
        return ResponseEntity.ok()
                .headers(headers)
                .contentType(MediaType.parseMediaType(picture.mediaType()))
                .contentLength(picture.size())
                .body(new InputStreamResource(() -> blobs.open(picture.hash())));
    }

    private static HttpHeaders headers(StoredBlob picture) {
        HttpHeaders headers = new HttpHeaders();
        headers.setETag('"' + picture.hash().hex() + '"');
        headers.setCacheControl(CacheControl.noCache().cachePrivate());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "sandbox; default-src 'none'");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        return headers;
    }
}
