package io.understudy.api.generations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetService;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.web.Attachment;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StoredBlob;
import io.understudy.training.runs.RunService;
import io.understudy.versions.sheets.SheetService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Generations")
class ImageController {
    private final BlobStore blobs;
    private final DatasetService datasets;
    private final RunService runs;
    private final SheetService sheets;

    ImageController(BlobStore blobs, DatasetService datasets, RunService runs, SheetService sheets) {
        this.blobs = blobs;
        this.datasets = datasets;
        this.runs = runs;
        this.sheets = sheets;
    }

    @Operation(
            operationId = "fetchImage",
            summary = "A picture that was generated, a sample or a picture of a sheet, by its SHA-256")
    @NeedsScope(value = TokenScope.READ, withoutCharacter = true)
    @GetMapping(
            path = "/api/v1/images/{sha256}",
            produces = {MediaType.IMAGE_PNG_VALUE, MediaType.IMAGE_JPEG_VALUE, "image/webp"})
    ResponseEntity<Resource> fetch(@PathVariable String sha256, HttpServletRequest request) {
        StoredBlob image = BlobHash.parse(sha256)
                .filter(this::isOpen)
                .flatMap(blobs::findInline)
                .orElseThrow(() -> new DomainException.NotFound("There is no picture with this SHA-256."));
        HttpHeaders headers = Attachment.headers(image.hash().hex(), MediaType.parseMediaType(image.mediaType()));
        headers.setContentLength(image.size());
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().headers(headers);
        // An unread stream would stay open.
        return HttpMethod.GET.matches(request.getMethod())
                ? answer.body(new InputStreamResource(() -> blobs.open(image.hash())))
                : answer.build();
    }

    /** A token of a few characters finds what belongs to them, and no picture of the playground. */
    private boolean isOpen(BlobHash image) {
        List<CharacterId> only = TokenGrant.current().stream()
                .flatMap(grant -> grant.characters().stream())
                .map(CharacterId::new)
                .toList();
        return only.isEmpty() || datasets.shows(only, image) || runs.shows(only, image) || sheets.shows(only, image);
    }
}
