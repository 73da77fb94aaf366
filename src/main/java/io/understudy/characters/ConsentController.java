package io.understudy.characters;

import io.understudy.platform.web.Attachment;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Sends a consent file to a member: always as a download, never into the page. */
@RestController
class ConsentController {
    private final ConsentService consents;

    ConsentController(ConsentService consents) {
        this.consents = consents;
    }

    @GetMapping("/characters/{slug}/consent/file")
    ResponseEntity<InputStreamResource> file(@PathVariable String slug) {
        ConsentFile file = consents.takeOut(slug);
        return ResponseEntity.ok()
                .headers(Attachment.headers(file.name(), MediaType.APPLICATION_OCTET_STREAM))
                .contentLength(file.size())
                .header("Content-Security-Policy", "sandbox")
                .body(new InputStreamResource(consents.open(file)));
    }
}
