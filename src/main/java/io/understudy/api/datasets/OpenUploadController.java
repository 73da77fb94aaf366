package io.understudy.api.datasets;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.uploads.PictureUpload;
import io.understudy.datasets.uploads.PictureUploadService;
import io.understudy.datasets.uploads.UploadId;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files that arrive in parts; a program that may only write continues them, too. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Datasets")
class OpenUploadController {
    private static final String OFFSET = "Upload-Offset";

    private final CharacterService characters;
    private final PictureUploadService uploads;

    OpenUploadController(CharacterService characters, PictureUploadService uploads) {
        this.characters = characters;
        this.uploads = uploads;
    }

    @Operation(
            operationId = "beginUpload",
            summary = "Starts an upload of a picture, or of a zip of pictures with their captions, in parts",
            description = "The same file gives the same upload, which continues where it was.")
    @NeedsScope(TokenScope.WRITE)
    @PostMapping("/characters/{character}/uploads")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<OpenUploadResource> begin(@PathVariable String character, @Valid @RequestBody NewUpload file) {
        PictureUpload begun =
                uploads.begin(characters.bySlug(character).id(), file.fileName(), file.size(), file.file());
        return ResponseEntity.created(URI.create("/api/v1/uploads/" + begun.id().value()))
                .body(OpenUploadResource.of(begun));
    }

    @Operation(operationId = "listUploads", summary = "Your uploads to a character's dataset that are not complete")
    @NeedsScope(TokenScope.WRITE)
    @GetMapping("/characters/{character}/uploads")
    ItemPage<OpenUploadResource> list(@PathVariable String character) {
        return ItemPage.all(uploads.of(characters.bySlug(character).id()), OpenUploadResource::of);
    }

    @Operation(operationId = "getUpload", summary = "How much of a file is here, in the header Upload-Offset, too")
    @NeedsScope(TokenScope.WRITE)
    @GetMapping("/uploads/{upload}")
    OpenUploadResource get(@PathVariable UUID upload, HttpServletResponse response) {
        return answer(uploads.get(new UploadId(upload)), response);
    }

    @Operation(
            operationId = "sendPart",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))),
            summary = "Sends the next part of a file, at most 16 MB; a part that breaks off is not taken")
    @NeedsScope(TokenScope.WRITE)
    @PatchMapping(path = "/uploads/{upload}", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    OpenUploadResource send(
            @PathVariable UUID upload,
            @RequestHeader(OFFSET) long offset,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        UploadId id = new UploadId(upload);
        // A part that is refused is answered with it, too.
        answer(uploads.get(id), response);
        return answer(uploads.receive(id, offset, request.getInputStream()), response);
    }

    @Operation(operationId = "completeUpload", summary = "Adds a file that is here as a whole, and ends the upload")
    @NeedsScope(TokenScope.WRITE)
    @PostMapping("/uploads/{upload}/complete")
    UploadResource complete(@PathVariable UUID upload) {
        return UploadResource.accepted(uploads.complete(new UploadId(upload)));
    }

    @Operation(operationId = "deleteUpload", summary = "Deletes what is here of a file that is not complete")
    @NeedsScope(TokenScope.WRITE)
    @DeleteMapping("/uploads/{upload}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID upload) {
        uploads.delete(new UploadId(upload));
    }

    private static OpenUploadResource answer(PictureUpload upload, HttpServletResponse response) {
        response.setHeader(OFFSET, Long.toString(upload.received()));
        return OpenUploadResource.of(upload);
    }
}
