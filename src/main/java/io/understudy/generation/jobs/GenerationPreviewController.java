package io.understudy.generation.jobs;

import io.understudy.generation.GenerationId;
import io.understudy.identity.MembersOnly;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Previews for those who may see the finished pictures as well. */
@RestController
@MembersOnly
class GenerationPreviewController {
    private final GenerationPreviews previews;

    GenerationPreviewController(GenerationPreviews previews) {
        this.previews = previews;
    }

    @GetMapping("/generations/{job}/previews/{position}")
    ResponseEntity<byte[]> preview(@PathVariable UUID job, @PathVariable int position) {
        return previews.find(new GenerationId(job), position)
                .map(preview -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(preview.mediaType()))
                        .cacheControl(CacheControl.noStore())
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Content-Security-Policy", "sandbox; default-src 'none'")
                        .header("Cross-Origin-Resource-Policy", "same-origin")
                        .body(preview.encoded()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
