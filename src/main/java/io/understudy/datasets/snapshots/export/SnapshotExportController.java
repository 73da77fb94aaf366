package io.understudy.datasets.snapshots.export;

import io.understudy.datasets.SnapshotId;
import io.understudy.platform.core.DomainException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
class SnapshotExportController {
    private final SnapshotExportService exports;

    SnapshotExportController(SnapshotExportService exports) {
        this.exports = exports;
    }

    @GetMapping("/snapshots/{hash:[0-9a-f]{64}}/{layout}.zip")
    void zip(@PathVariable String hash, @PathVariable String layout, HttpServletResponse response) throws IOException {
        ExportLayout chosen = Arrays.stream(ExportLayout.values())
                .filter(known -> known.slug().equals(layout))
                .findFirst()
                .orElseThrow(() -> new DomainException.NotFound("There is no layout “" + layout + "”."));
        SnapshotExport export = exports.take(new SnapshotId(hash), chosen);
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(export.fileName(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setHeader(
                HttpHeaders.CACHE_CONTROL, CacheControl.noStore().cachePrivate().getHeaderValue());
        response.setHeader("X-Content-Type-Options", "nosniff");
        export.writeTo(response.getOutputStream());
    }

    @ExceptionHandler
    ResponseEntity<String> notFound(DomainException.NotFound refusal) {
        return inWords(HttpStatus.NOT_FOUND, refusal);
    }

    @ExceptionHandler
    ResponseEntity<String> withdrawn(DomainException.Conflict refusal) {
        return inWords(HttpStatus.CONFLICT, refusal);
    }

    private static ResponseEntity<String> inWords(HttpStatus status, DomainException refusal) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(refusal.words());
    }
}
