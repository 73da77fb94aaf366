package io.understudy.api.datasets;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.api.problems.RequestProblem;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Instant;
import java.util.List;
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
@Tag(name = "Datasets")
class SnapshotController {
    private static final String FORM = "[0-9a-f]{64}";

    private final CharacterService characters;
    private final DatasetService datasets;
    private final MeasureService measures;

    SnapshotController(CharacterService characters, DatasetService datasets, MeasureService measures) {
        this.characters = characters;
        this.datasets = datasets;
        this.measures = measures;
    }

    @Operation(operationId = "getMeasures", summary = "What is known about the pictures of a dataset")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/characters/{character}/measures")
    MeasuresResource measures(@PathVariable String character) {
        return MeasuresResource.of(measures.measuresOf(id(character)));
    }

    @Operation(operationId = "listSnapshots", summary = "The snapshots of a character, the newest first")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/characters/{character}/snapshots")
    ResponseEntity<ItemPage<SnapshotResource>> list(
            @PathVariable String character,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listSnapshots", character);
        List<SnapshotSummary> found =
                datasets.snapshotsBehind(id(character), list.after(cursor, Instant::parse, SnapshotId::new), limit + 1);
        return list.first(
                limit,
                found,
                SnapshotResource::of,
                SnapshotSummary::createdAt,
                snapshot -> snapshot.id().hash());
    }

    @Operation(
            operationId = "freezeSnapshot",
            summary = "Freezes the included pictures with their captions; the same content gives the same snapshot")
    @NeedsScope(TokenScope.WRITE)
    @PostMapping("/characters/{character}/snapshots")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<SnapshotResource> freeze(@PathVariable String character, @Valid @RequestBody NewSnapshot asked) {
        SnapshotSummary frozen = datasets.freeze(id(character), asked.fewerPicturesConfirmed());
        return ResponseEntity.created(
                        URI.create("/api/v1/snapshots/" + frozen.id().hash()))
                .body(SnapshotResource.of(frozen));
    }

    @Operation(operationId = "getSnapshot", summary = "One snapshot")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/snapshots/{snapshot}")
    SnapshotResource get(@PathVariable String snapshot) {
        if (!snapshot.matches(FORM)) {
            throw new RequestProblem(HttpStatus.BAD_REQUEST, "snapshot", "A snapshot id has 64 hex digits.");
        }
        return SnapshotResource.of(datasets.snapshot(new SnapshotId(snapshot)));
    }

    private CharacterId id(String slug) {
        return characters.bySlug(slug).id();
    }
}
