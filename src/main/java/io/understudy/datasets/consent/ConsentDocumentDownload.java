package io.understudy.datasets.consent;

import io.understudy.characters.ConsentFile;
import io.understudy.characters.ConsentService;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
class ConsentDocumentDownload {
    private final PhotoConsentService consents;
    private final ConsentService files;

    ConsentDocumentDownload(PhotoConsentService consents, ConsentService files) {
        this.consents = consents;
        this.files = files;
    }

    @GetMapping("/photos/{hash}/consent-document")
    ResponseEntity<InputStreamResource> document(@PathVariable String hash) {
        try {
            BlobHash photo =
                    BlobHash.parse(hash).orElseThrow(() -> new DomainException.NotFound("There is no such photo."));
            ConsentFile document = consents.takeOutDocument(photo);
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .contentLength(document.size())
                    .cacheControl(CacheControl.noStore().cachePrivate())
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename(document.name(), StandardCharsets.UTF_8)
                                    .build()
                                    .toString())
                    .header("Content-Security-Policy", "sandbox")
                    .body(new InputStreamResource(files.open(document)));
        } catch (DomainException.NotFound missing) {
            return ResponseEntity.notFound().build();
        }
    }
}
