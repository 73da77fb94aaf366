package io.understudy.datasets.consent;

import io.understudy.characters.ConsentFile;
import io.understudy.characters.ConsentService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.web.Attachment;
import io.understudy.storage.BlobHash;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ConsentDocumentDownload {
    private final PhotoConsentService consents;
    private final ConsentService files;

    ConsentDocumentDownload(PhotoConsentService consents, ConsentService files) {
        this.consents = consents;
        this.files = files;
    }

    @GetMapping("/photos/{hash}/consent-document")
    ResponseEntity<InputStreamResource> document(@PathVariable String hash) {
        BlobHash photo =
                BlobHash.parse(hash).orElseThrow(() -> new DomainException.NotFound("There is no such photo."));
        ConsentFile document = consents.takeOutDocument(photo);
        return ResponseEntity.ok()
                .headers(Attachment.headers(document.name(), MediaType.APPLICATION_OCTET_STREAM))
                .contentLength(document.size())
                .header("Content-Security-Policy", "sandbox")
                .body(new InputStreamResource(files.open(document)));
    }
}
