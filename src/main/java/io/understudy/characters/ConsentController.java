package io.understudy.characters;

import io.understudy.platform.core.DomainException;
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

/** Sends a consent file to a member: always as a download, never into the page. */
@Controller
class ConsentController {
    private final ConsentService consents;

    ConsentController(ConsentService consents) {
        this.consents = consents;
    }

    @GetMapping("/characters/{slug}/consent/file")
    ResponseEntity<InputStreamResource> file(@PathVariable String slug) {
        try {
            ConsentFile file = consents.takeOut(slug);
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .contentLength(file.size())
                    .cacheControl(CacheControl.noStore().cachePrivate())
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename(file.name(), StandardCharsets.UTF_8)
                                    .build()
                                    .toString())
                    .header("Content-Security-Policy", "sandbox")
                    .body(new InputStreamResource(consents.open(file)));
        } catch (DomainException.NotFound missing) {
            return ResponseEntity.notFound().build();
        }
    }
}
