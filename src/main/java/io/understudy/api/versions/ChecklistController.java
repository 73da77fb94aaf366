package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.checklist.TickDetails;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import io.understudy.versions.checklist.evidence.EvidencePictureService;
import io.understudy.versions.checklist.evidence.EvidenceUploadService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/versions/{version}")
@Tag(name = "Versions")
class ChecklistController {
    private final VersionService versions;
    private final ChecklistService checklist;
    private final EvidencePictureService pictures;
    private final EvidenceFileService files;
    private final EvidenceUploadService uploads;

    ChecklistController(
            VersionService versions,
            ChecklistService checklist,
            EvidencePictureService pictures,
            EvidenceFileService files,
            EvidenceUploadService uploads) {
        this.versions = versions;
        this.checklist = checklist;
        this.pictures = pictures;
        this.files = files;
        this.uploads = uploads;
    }

    /** What an upload becomes evidence as. */
    enum UploadKind {
        PICTURE,
        FILE
    }

    @Operation(operationId = "readChecklist", summary = "The checklist of a version")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/checklist")
    ItemPage<ChecklistItemResource> list(@PathVariable UUID version) {
        return ItemPage.all(versions.details(new VersionId(version)).checklist(), ChecklistItemResource::of);
    }

    @Operation(operationId = "getChecklistItem", summary = "One item of a version's checklist")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/checklist/{item}")
    ResponseEntity<ChecklistItemResource> get(@PathVariable UUID version, @PathVariable String item) {
        return answer(versions.details(new VersionId(version)), item);
    }

    @Operation(
            operationId = "tickItem",
            summary = "Ticks an item of a checklist with its evidence, as it was read; for reviewers")
    @NeedsScope(TokenScope.REVIEW)
    @PostMapping("/checklist/{item}/tick")
    ResponseEntity<ChecklistItemResource> tick(
            @PathVariable UUID version,
            @PathVariable String item,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody TickRequest tick) {
        VersionId id = new VersionId(version);
        ChecklistLine seen = seen(id, item, ifMatch);
        List<Evidence> evidence = tick.evidence(seen, () -> checklist.offers(id));
        uploads.requireSent(evidence);
        checklist.tick(id, item, tick.note(), evidence);
        return answer(versions.details(id), item);
    }

    @Operation(
            operationId = "untickItem",
            summary = "Takes the tick of an item back, as it was read; it stays in the history. For reviewers")
    @NeedsScope(TokenScope.REVIEW)
    @PostMapping("/checklist/{item}/untick")
    ResponseEntity<ChecklistItemResource> untick(
            @PathVariable UUID version,
            @PathVariable String item,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Reason reason) {
        VersionId id = new VersionId(version);
        TickDetails tick = seen(id, item, ifMatch).tick();
        if (tick == null) {
            throw new DomainException.Conflict("“" + item + "” is not ticked, so there is nothing to take back.");
        }
        checklist.untick(id, item, reason.reason(), tick);
        return answer(versions.details(id), item);
    }

    @Operation(
            operationId = "uploadEvidence",
            summary = "Uploads a picture or a file that a tick is to name; it is forgotten after a day without a tick",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @NeedsScope(TokenScope.REVIEW)
    @PostMapping(path = "/evidence", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    EvidencePiece upload(
            @PathVariable UUID version,
            @RequestParam UploadKind kind,
            @RequestParam @Size(min = 1, max = 255) String fileName,
            HttpServletRequest request)
            throws IOException {
        versions.details(new VersionId(version));
        InputStream bytes = request.getInputStream();
        return EvidencePiece.of(uploads.remember(
                kind == UploadKind.FILE
                        ? files.take(fileName, bytes)
                        : Evidence.picture(pictures.take(fileName, bytes), "uploaded: " + fileName)));
    }

    private ChecklistLine seen(VersionId version, String item, @Nullable String ifMatch) {
        VersionDetails now = versions.details(version);
        ChecklistLine line = line(now, item);
        ChecklistItemResource.revision(now, line).require(ifMatch);
        return line;
    }

    private static ResponseEntity<ChecklistItemResource> answer(VersionDetails version, String item) {
        ChecklistLine line = line(version, item);
        return ResponseEntity.ok()
                .eTag(ChecklistItemResource.revision(version, line).tag())
                .body(ChecklistItemResource.of(line));
    }

    private static ChecklistLine line(VersionDetails version, String item) {
        return version.checklist().stream()
                .filter(line -> line.item().key().equals(item))
                .findFirst()
                .orElseThrow(() ->
                        new DomainException.NotFound("The checklist of this version has no item “" + item + "”."));
    }
}
