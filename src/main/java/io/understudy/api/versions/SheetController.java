package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.api.generations.FreePictures;
import io.understudy.characters.CharacterService;
import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetPreview;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSummary;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Sheets")
class SheetController {
    private final SheetService sheets;
    private final CharacterService characters;
    private final FreePictures free;
    private final PublicUrl urls;

    SheetController(SheetService sheets, CharacterService characters, FreePictures free, PublicUrl urls) {
        this.sheets = sheets;
        this.characters = characters;
        this.free = free;
        this.urls = urls;
    }

    @Operation(operationId = "listSheets", summary = "The test sheets of a character, the newest first")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/characters/{character}/sheets")
    ResponseEntity<ItemPage<SheetLine>> list(
            @PathVariable String character,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listSheets", character);
        List<SheetSummary> found = sheets.behind(
                characters.bySlug(character).id(), list.after(cursor, Instant::parse, UUID::fromString), limit + 1);
        return list.first(
                limit,
                found,
                SheetLine::of,
                SheetSummary::madeAt,
                sheet -> sheet.id().value());
    }

    @Operation(operationId = "getSheet", summary = "One test sheet; fetchImage gives its pictures")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/sheets/{sheet}")
    SheetResource get(@PathVariable UUID sheet) {
        SheetId id = new SheetId(sheet);
        return SheetResource.of(sheets.details(id), urls.of(SheetRoutes.of(id)));
    }

    @Operation(
            operationId = "makeSheet",
            summary = "Makes a test sheet of a version, by its character's plan, on a backend that is free",
            description = "Pictures that an earlier sheet has are taken over. On a backend that charges, nothing is"
                    + " generated: a person does it on the version's page.")
    @Budgeted(Budget.LAUNCHES)
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping("/versions/{version}/sheets")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<SheetResource> make(@PathVariable UUID version, @Valid @RequestBody NewSheet sheet) {
        VersionId of = new VersionId(version);
        SheetPreview preview = sheets.preview(of, sheet.backend());
        free.require(preview.backend(), preview.settings(), preview.pictures(), "on the version's page");
        UUID made = sheets.draw(of, sheet.backend()).value();
        return ResponseEntity.created(URI.create("/api/v1/sheets/" + made)).body(get(made));
    }
}
