package io.understudy.versions.release;

import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.web.Attachment;
import io.understudy.platform.web.PlainText;
import io.understudy.storage.BlobStore;
import io.understudy.versions.VersionId;
import io.understudy.versions.release.VersionDownloadService.Answer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

@RestController
class VersionFileController {
    static final String PRODUCTION = "/characters/{slug}/production/{model}/file";

    private final VersionDownloadService downloads;
    private final BlobStore blobs;

    VersionFileController(VersionDownloadService downloads, BlobStore blobs) {
        this.downloads = downloads;
        this.blobs = blobs;
    }

    /**
     * The file as an attachment; 304 for who has it already, 410 with words when the version is revoked, 409 when
     * recalled.
     */
    @Budgeted(Budget.EXPORTS)
    @GetMapping("/versions/{id}/file")
    ResponseEntity<?> file(@PathVariable UUID id, HttpServletRequest request, WebRequest conditions) {
        return file(new VersionId(id), request, conditions);
    }

    /** The file of whatever is in production for a target model: the address stays when the version changes. */
    @Budgeted(Budget.EXPORTS)
    @NeedsScope(TokenScope.RELEASE_READ)
    @GetMapping(PRODUCTION)
    ResponseEntity<?> production(
            @PathVariable String slug, @PathVariable String model, HttpServletRequest request, WebRequest conditions) {
        return file(downloads.production(slug, model), request, conditions);
    }

    private ResponseEntity<?> file(VersionId version, HttpServletRequest request, WebRequest conditions) {
        Answer answer = downloads.look(version);
        if (answer instanceof Answer.File file
                && conditions.checkNotModified('"' + file.hash().hex() + '"')) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).build();
        }
        if (HttpMethod.GET.matches(request.getMethod())) {
            answer = downloads.download(version);
        }
        return switch (answer) {
            case Answer.File file ->
                ResponseEntity.ok().headers(headers(file)).body(new InputStreamResource(() -> blobs.open(file.hash())));
            case Answer.Withdrawn withdrawn -> PlainText.answer(HttpStatus.GONE, withdrawn.words());
            case Answer.Withheld withheld -> throw new DomainException.Conflict(withheld.words());
        };
    }

    private static HttpHeaders headers(Answer.File file) {
        HttpHeaders headers = Attachment.headers(file.name(), MediaType.APPLICATION_OCTET_STREAM);
        headers.setContentLength(file.size());
        headers.setETag('"' + file.hash().hex() + '"');
        // Asked for again each time: a version can be revoked.
        headers.setCacheControl(CacheControl.noCache().cachePrivate());
        // A part of the file cannot be hashed, so a request for one gets the whole.
        headers.set(HttpHeaders.ACCEPT_RANGES, "none");
        return headers;
    }
}
