package io.understudy.versions.lineage;

import io.understudy.platform.core.DomainException;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class VersionLineageController {
    private final VersionService versions;

    VersionLineageController(VersionService versions) {
        this.versions = versions;
    }

    @GetMapping("/versions/{id}/lineage")
    ResponseEntity<VersionLineage> lineage(@PathVariable UUID id) {
        VersionDetails version = versions.details(new VersionId(id));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(version.card().name() + ".lineage.json", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(VersionLineage.of(version));
    }

    @ExceptionHandler
    ResponseEntity<String> notFound(DomainException.NotFound refusal) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(refusal.words());
    }
}
