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
import java.io.InputStream;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern REST = Pattern.compile("bytes=(\\d{1,18})-");

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
            summary = "The file that is in production for a model; its ETag is the SHA-256 of the file",
            description = "With Range: bytes=N- it continues behind the N bytes that are there, as 206, if If-Range is"
                    + " missing or the ETag. Other ranges give the whole file: its bytes are hashed up to their end.")
    @Budgeted(Budget.EXPORTS)
    @NeedsScope(TokenScope.RELEASE_READ)
    @GetMapping(
            path = "/characters/{character}/production/{model}/file",
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<Resource> file(
            @PathVariable String character,
            @PathVariable String model,
            HttpServletRequest request,
            HttpServletResponse response,
            WebRequest conditions) {
        VersionId version = downloads.production(character, model);
        Answer look = downloads.look(version);
        if (look instanceof Answer.File known && conditions.checkNotModified(tag(known))) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).build();
        }
        // Who asks for the head of the answer takes nothing.
        boolean taken = HttpMethod.GET.matches(request.getMethod());
        // Before the download is kept: where nothing follows, nothing is taken.
        long first = taken && look instanceof Answer.File known ? first(request, known, response) : 0;
        return switch (taken ? downloads.download(version) : look) {
            case Answer.File file -> taken ? from(first, file) : whole(file).build();
            case Answer.Withdrawn withdrawn -> throw new RequestProblem(HttpStatus.GONE, "", withdrawn.words());
            case Answer.Withheld withheld -> throw new DomainException.Conflict(withheld.words());
        };
    }

    private static ResponseEntity.BodyBuilder whole(Answer.File file) {
        return ResponseEntity.ok().headers(headers(file)).contentLength(file.size());
    }

    private static HttpHeaders headers(Answer.File file) {
        HttpHeaders headers = Attachment.headers(file.name(), MediaType.APPLICATION_OCTET_STREAM);
        headers.setETag(tag(file));
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        // Asked for again each time: a version can be revoked.
        headers.setCacheControl(CacheControl.noCache().cachePrivate());
        return headers;
    }

    private static String tag(Answer.File file) {
        return '"' + file.hash().hex() + '"';
    }

    /**
     * Where an answer begins: behind what the client has, or at the beginning.
     *
     * @throws RequestProblem with 416 when the file ends before
     */
    private static long first(HttpServletRequest request, Answer.File file, HttpServletResponse response) {
        String range = request.getHeader(HttpHeaders.RANGE);
        String only = request.getHeader(HttpHeaders.IF_RANGE);
        Matcher rest = REST.matcher(range == null ? "" : range.strip());
        if (!rest.matches() || (only != null && !only.equals(tag(file)))) {
            return 0;
        }
        long first = Long.parseLong(rest.group(1));
        if (first >= file.size()) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size());
            throw new RequestProblem(
                    HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                    HttpHeaders.RANGE,
                    "The file has " + file.size() + " bytes, so nothing follows.");
        }
        return first;
    }

    private ResponseEntity<Resource> from(long first, Answer.File file) {
        if (first == 0) {
            return whole(file).body(new InputStreamResource(() -> blobs.open(file.hash())));
        }
        return ResponseEntity.status(HttpStatus.PARTIAL_CONTENT)
                .headers(headers(file))
                .header(HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(first, file.size() - 1, file.size()))
                .contentLength(file.size() - first)
                .body(new InputStreamResource(() -> behind(first, file)));
    }

    /** What is not sent is read, too: the bytes are hashed up to their end. */
    private InputStream behind(long first, Answer.File file) throws IOException {
        InputStream in = blobs.open(file.hash());
        try {
            in.skipNBytes(first);
            return in;
        } catch (IOException | RuntimeException unread) {
            in.close();
            throw unread;
        }
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
