package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.problems.RequestProblem;
import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.web.Attachment;
import io.understudy.storage.BlobStore;
import io.understudy.versions.VersionId;
import io.understudy.versions.release.ReleaseBundle;
import io.understudy.versions.release.ReleaseBundleService;
import io.understudy.versions.release.VersionDownloadService;
import io.understudy.versions.release.VersionDownloadService.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Releases")
class ReleaseController {
    private final VersionDownloadService downloads;
    private final ReleaseBundleService bundles;
    private final BlobStore blobs;

    ReleaseController(VersionDownloadService downloads, ReleaseBundleService bundles, BlobStore blobs) {
        this.downloads = downloads;
        this.bundles = bundles;
        this.blobs = blobs;
    }

    @Operation(
            operationId = "fetchProductionFile",
            summary = "The file that is in production for a model; its ETag is the SHA-256 of the file")
    @Budgeted(Budget.EXPORTS)
    @NeedsScope(TokenScope.RELEASE_READ)
    @GetMapping(
            path = "/characters/{character}/production/{model}/file",
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<Resource> file(
            @PathVariable String character,
            @PathVariable String model,
            HttpServletRequest request,
            WebRequest conditions) {
        VersionId version = downloads.production(character, model);
        Answer look = downloads.look(version);
        if (look instanceof Answer.File known
                && conditions.checkNotModified('"' + known.hash().hex() + '"')) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).build();
        }
        // Who asks for the head of the answer takes nothing.
        boolean taken = HttpMethod.GET.matches(request.getMethod());
        return switch (taken ? downloads.download(version) : look) {
            case Answer.File file -> {
                HttpHeaders headers = Attachment.headers(file.name(), MediaType.APPLICATION_OCTET_STREAM);
                headers.setETag('"' + file.hash().hex() + '"');
                // Asked for again each time: a version can be revoked.
                headers.setCacheControl(CacheControl.noCache().cachePrivate());
                headers.setContentLength(file.size());
                ResponseEntity.BodyBuilder answer = ResponseEntity.ok().headers(headers);
                yield taken ? answer.body(new InputStreamResource(() -> blobs.open(file.hash()))) : answer.build();
            }
            case Answer.Withdrawn withdrawn -> throw new RequestProblem(HttpStatus.GONE, "", withdrawn.words());
            case Answer.Withheld withheld -> throw new DomainException.Conflict(withheld.words());
        };
    }

    @Operation(operationId = "fetchBundle", summary = "The signed release bundle of an approved version, a zip")
    @Budgeted(Budget.EXPORTS)
    @NeedsScope(TokenScope.RELEASE_READ)
    @GetMapping(path = "/versions/{version}/bundle", produces = "application/zip")
    void bundle(@PathVariable UUID version, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!HttpMethod.GET.matches(request.getMethod())) {
            throw new RequestProblem(HttpStatus.METHOD_NOT_ALLOWED, "", "A bundle is made when it is taken: send GET.");
        }
        ReleaseBundle release = bundles.create(new VersionId(version));
        bundles.write(release, Attachment.zip(release.fileName(), response));
    }
}
