package io.understudy.versions.release;

import io.understudy.platform.core.DomainException;
import io.understudy.versions.VersionId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
class ReleaseBundleController {
    private final ReleaseBundleService dossiers;

    ReleaseBundleController(ReleaseBundleService dossiers) {
        this.dossiers = dossiers;
    }

    @GetMapping("/versions/{id}/dossier")
    void dossier(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        ReleaseBundle release = dossiers.create(new VersionId(id));
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(release.fileName(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setHeader(
                HttpHeaders.CACHE_CONTROL, CacheControl.noStore().cachePrivate().getHeaderValue());
        response.setHeader("X-Content-Type-Options", "nosniff");
        dossiers.write(release, response.getOutputStream());
    }

    @ExceptionHandler
    ResponseEntity<String> notFound(DomainException.NotFound refusal) {
        return inWords(HttpStatus.NOT_FOUND, refusal);
    }

    @ExceptionHandler
    ResponseEntity<String> unsound(DomainException.Conflict refusal) {
        return inWords(HttpStatus.CONFLICT, refusal);
    }

    private static ResponseEntity<String> inWords(HttpStatus status, DomainException refusal) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(refusal.words());
    }
}
