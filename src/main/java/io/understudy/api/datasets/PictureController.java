package io.understudy.api.datasets;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.api.Revision;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Datasets")
class PictureController {
    private final CharacterService characters;
    private final DatasetService datasets;
    private final PictureIntake intake;
    private final CaptionService captions;

    PictureController(
            CharacterService characters, DatasetService datasets, PictureIntake intake, CaptionService captions) {
        this.characters = characters;
        this.datasets = datasets;
        this.intake = intake;
        this.captions = captions;
    }

    @Operation(operationId = "listPictures", summary = "The pictures of a character's dataset, in their order")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/characters/{character}/pictures")
    ResponseEntity<ItemPage<PictureResource>> list(
            @PathVariable String character,
            @RequestParam(defaultValue = "ALL") PictureFilter filter,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listPictures", character, filter);
        List<PictureSummary> found = datasets.picturesBehind(
                id(character), filter, list.after(cursor, Integer::valueOf, UUID::fromString), limit + 1);
        return list.first(
                limit,
                found,
                PictureResource::of,
                PictureSummary::position,
                picture -> picture.id().value());
    }

    @Operation(
            operationId = "uploadPictures",
            summary = "Adds a picture, or a zip of pictures with their captions",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @NeedsScope(TokenScope.WRITE)
    @PostMapping(path = "/characters/{character}/pictures", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    UploadResource upload(
            @PathVariable String character,
            @RequestParam @Size(min = 1, max = 255) String fileName,
            HttpServletRequest request)
            throws IOException {
        return UploadResource.accepted(
                intake.take(id(character), fileName, request.getInputStream(), PictureIntake.Progress.NOBODY));
    }

    @Operation(operationId = "getPicture", summary = "One picture")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/pictures/{picture}")
    ResponseEntity<PictureResource> get(@PathVariable UUID picture) {
        return Revision.answer(PictureResource.of(datasets.picture(new PictureId(picture))));
    }

    @Operation(
            operationId = "includePicture",
            summary = "Trains on a picture, or leaves it out; as the picture was read")
    @NeedsScope(TokenScope.WRITE)
    @PutMapping("/pictures/{picture}/inclusion")
    ResponseEntity<PictureResource> include(
            @PathVariable UUID picture,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Inclusion inclusion) {
        change(picture, ifMatch, inclusion.included() ? datasets::include : datasets::exclude);
        return get(picture);
    }

    @Operation(
            operationId = "repeatPicture",
            summary = "Has an epoch show a picture so often, where a trainer has repeats; as the picture was read")
    @NeedsScope(TokenScope.WRITE)
    @PutMapping("/pictures/{picture}/repeats")
    ResponseEntity<PictureResource> repeat(
            @PathVariable UUID picture,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Repeats repeats) {
        change(picture, ifMatch, id -> datasets.repeat(id, repeats.repeats()));
        return get(picture);
    }

    @Operation(
            operationId = "removePicture",
            summary = "Takes a picture out of the dataset, as it was read; it can be restored for 30 days",
            description = "Snapshots keep it.")
    @NeedsScope(TokenScope.WRITE)
    @DeleteMapping("/pictures/{picture}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            @PathVariable UUID picture,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        change(picture, ifMatch, id -> datasets.remove(List.of(id)));
    }

    @Operation(operationId = "restorePicture", summary = "Puts a removed picture back where it was")
    @NeedsScope(TokenScope.WRITE)
    @PostMapping("/pictures/{picture}/restore")
    ResponseEntity<PictureResource> restore(@PathVariable UUID picture) {
        datasets.restore(List.of(new PictureId(picture)));
        return get(picture);
    }

    @Operation(operationId = "getCaption", summary = "The caption of a picture")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/pictures/{picture}/caption")
    ResponseEntity<CaptionResource> caption(@PathVariable UUID picture) {
        return answer(datasets.picture(new PictureId(picture)).caption());
    }

    @Operation(operationId = "writeCaption", summary = "Writes the caption of a picture, as it was read")
    @NeedsScope(TokenScope.WRITE)
    @PutMapping("/pictures/{picture}/caption")
    ResponseEntity<CaptionResource> write(
            @PathVariable UUID picture,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody CaptionResource caption) {
        String seen = datasets.picture(new PictureId(picture)).caption();
        Revision.of(seen).require(ifMatch);
        return answer(captions.save(new PictureId(picture), seen, caption.text()));
    }

    private void change(UUID picture, @Nullable String ifMatch, Consumer<PictureId> change) {
        datasets.change(
                new PictureId(picture),
                now -> Revision.ofAnswer(PictureResource.of(now)).require(ifMatch),
                change);
    }

    private static ResponseEntity<CaptionResource> answer(String caption) {
        return ResponseEntity.ok().eTag(Revision.of(caption).tag()).body(new CaptionResource(caption));
    }

    private CharacterId id(String slug) {
        return characters.bySlug(slug).id();
    }
}
