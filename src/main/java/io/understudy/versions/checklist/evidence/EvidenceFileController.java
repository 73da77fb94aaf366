package io.understudy.versions.checklist.evidence;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.web.Attachment;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.VersionId;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Files that support a tick, as attachments: nobody knows what is in them, so no browser opens them here. */
@RestController
class EvidenceFileController {
    private final EvidenceFileService files;
    private final BlobStore blobs;

    EvidenceFileController(EvidenceFileService files, BlobStore blobs) {
        this.files = files;
        this.blobs = blobs;
    }

    @GetMapping("/versions/{id}/evidence/{hash}")
    ResponseEntity<Resource> file(@PathVariable UUID id, @PathVariable String hash) {
        EvidenceFileService.File file = files.find(
                new VersionId(id),
                BlobHash.parse(hash).orElseThrow(() -> new DomainException.NotFound("This is no hash of a file.")));
        HttpHeaders headers = Attachment.headers(file.name(), MediaType.APPLICATION_OCTET_STREAM);
        headers.setContentLength(file.blob().size());
        headers.set("Content-Security-Policy", "sandbox; default-src 'none'");
        return ResponseEntity.ok()
                .headers(headers)
                .body(new InputStreamResource(() -> blobs.open(file.blob().hash())));
    }
}
