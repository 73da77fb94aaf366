package io.understudy.api.characters;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.api.Revision;
import io.understudy.characters.CharacterDetails;
import io.understudy.characters.CharacterFilter;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.access.TokenScope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
@RequestMapping("/api/v1/characters")
@Tag(name = "Characters")
class CharacterController {
    private final CharacterService characters;

    CharacterController(CharacterService characters) {
        this.characters = characters;
    }

    @Operation(operationId = "listCharacters", summary = "The characters, by name")
    @NeedsScope(value = TokenScope.READ, withoutCharacter = true)
    @GetMapping
    ResponseEntity<ItemPage<CharacterResource>> list(
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "false") boolean archived,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listCharacters", text, archived);
        List<CharacterSummary> found = characters.behind(
                new CharacterFilter(text, archived),
                TokenGrant.onlyCharacters(),
                list.after(cursor, name -> name, UUID::fromString),
                limit + 1);
        return list.first(
                limit,
                found,
                character -> CharacterResource.of(character, archived),
                CharacterSummary::name,
                character -> character.id().value());
    }

    @Operation(operationId = "getCharacter", summary = "One character")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/{character}")
    ResponseEntity<CharacterResource> get(@PathVariable String character) {
        return answer(ResponseEntity.ok(), characters.details(character));
    }

    @Operation(operationId = "createCharacter", summary = "Creates a character")
    @NeedsScope(TokenScope.WRITE)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<CharacterResource> create(@Valid @RequestBody NewCharacter character) {
        CharacterSummary created = characters.create(character.draft(), character.likenessBasis());
        return answer(
                ResponseEntity.created(URI.create("/api/v1/characters/" + created.slug())),
                characters.details(created.slug()));
    }

    @Operation(operationId = "editCharacter", summary = "Changes a character, as it was read")
    @NeedsScope(TokenScope.WRITE)
    @PutMapping("/{character}")
    ResponseEntity<CharacterResource> edit(
            @PathVariable String character,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody CharacterChange change) {
        CharacterSummary now = characters.bySlug(character);
        Revision.of(now.rowVersion()).require(ifMatch);
        characters.edit(now.id(), now.rowVersion(), change.draft(), change.likenessBasis());
        return get(character);
    }

    @Operation(
            operationId = "archiveCharacter",
            summary = "Takes a character out of the gallery; nothing of it is lost, and no run is launched for it")
    @NeedsScope(TokenScope.WRITE)
    @PostMapping("/{character}/archive")
    ResponseEntity<CharacterResource> archive(
            @PathVariable String character,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        characters.archive(seen(character, ifMatch));
        return get(character);
    }

    @Operation(operationId = "restoreCharacter", summary = "Puts an archived character back into the gallery")
    @NeedsScope(TokenScope.WRITE)
    @PostMapping("/{character}/restore")
    ResponseEntity<CharacterResource> restore(
            @PathVariable String character,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        characters.restore(seen(character, ifMatch));
        return get(character);
    }

    private CharacterId seen(String slug, @Nullable String ifMatch) {
        CharacterSummary now = characters.bySlug(slug);
        Revision.of(now.rowVersion()).check(ifMatch);
        return now.id();
    }

    private static ResponseEntity<CharacterResource> answer(
            ResponseEntity.BodyBuilder answer, CharacterDetails character) {
        return answer.eTag(Revision.of(character.summary().rowVersion()).tag())
                .body(CharacterResource.of(character.summary(), character.archived()));
    }
}
