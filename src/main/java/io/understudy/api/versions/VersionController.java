package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.CharacterSlugs;
import io.understudy.api.Chosen;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.api.Revision;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.access.TokenScope;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Versions")
class VersionController {
    private final CharacterService characters;
    private final VersionService versions;
    private final CharacterSlugs slugs;
    private final PublicUrl urls;

    VersionController(CharacterService characters, VersionService versions, CharacterSlugs slugs, PublicUrl urls) {
        this.characters = characters;
        this.versions = versions;
        this.slugs = slugs;
        this.urls = urls;
    }

    @Operation(operationId = "listVersions", summary = "The versions of a character, the newest first")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/characters/{character}/versions")
    ResponseEntity<ItemPage<VersionResource>> list(
            @PathVariable String character,
            @RequestParam(defaultValue = "") Set<VersionState> state,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Set<VersionState> states = Chosen.of(state);
        PagedList list = PagedList.of("listVersions", character, states);
        long behind = list.afterNumber(cursor);
        List<VersionCard> found = versions.below(
                id(character),
                states,
                behind == 0 ? Integer.MAX_VALUE : Math.clamp(behind, 1, Integer.MAX_VALUE),
                limit + 1);
        return list.firstByNumber(limit, found, version -> VersionResource.of(version, character), VersionCard::number);
    }

    @Operation(operationId = "listProduction", summary = "What of a character is in production, for each model")
    @NeedsScope(value = TokenScope.READ, or = TokenScope.RELEASE_READ)
    @GetMapping("/characters/{character}/production")
    ItemPage<VersionResource> production(@PathVariable String character) {
        return ItemPage.all(versions.productions(id(character)), version -> VersionResource.of(version, character));
    }

    @Operation(
            operationId = "listAllProduction",
            summary = "What is in production for each model, of all characters that the token opens, by file name")
    @NeedsScope(value = TokenScope.READ, or = TokenScope.RELEASE_READ, withoutCharacter = true)
    @GetMapping("/production")
    ResponseEntity<ItemPage<ProductionResource>> allProduction(
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listAllProduction", model);
        List<VersionCard> found = versions.inProduction(
                TokenGrant.onlyCharacters(),
                model(model),
                list.after(cursor, Function.identity(), UUID::fromString),
                limit + 1);
        Map<CharacterId, CharacterSummary> whose =
                characters.byIds(found.stream().map(VersionCard::character).collect(Collectors.toSet()));
        return list.first(
                limit,
                found,
                version -> ProductionResource.of(version, Objects.requireNonNull(whose.get(version.character()))),
                VersionCard::fileName,
                version -> version.id().value());
    }

    private static Set<BaseModel> model(@Nullable String id) {
        return id == null
                ? Set.of()
                : Set.of(BaseModel.withId(id)
                        .orElseThrow(() -> DomainException.RuleViolation.in(
                                "model",
                                "No model has the id “%s”. The ids are %s."
                                        .formatted(
                                                id,
                                                Arrays.stream(BaseModel.values())
                                                        .map(BaseModel::id)
                                                        .collect(Collectors.joining(", "))))));
    }

    @Operation(
            operationId = "getVersions",
            summary =
                    "Up to 100 versions by their ids, without those that the token does not open or that are not there",
            description = "With release-read alone: only what is or was in production, or was revoked.")
    @NeedsScope(value = TokenScope.READ, or = TokenScope.RELEASE_READ, withoutCharacter = true)
    @GetMapping("/versions")
    ItemPage<VersionResource> getSome(@RequestParam @Size(min = 1, max = 100) Set<UUID> version) {
        Set<UUID> only = TokenGrant.onlyCharacters();
        boolean all = TokenGrant.current()
                .map(grant -> grant.scopes().contains(TokenScope.READ))
                .orElse(true);
        List<VersionCard> found =
                versions.cards(Chosen.of(version).stream().map(VersionId::new).toList()).values().stream()
                        .filter(one ->
                                only.isEmpty() || only.contains(one.character().value()))
                        .filter(one -> all || one.state().wasReleased())
                        .sorted(Comparator.comparing(VersionCard::fileName))
                        .toList();
        Function<CharacterId, String> slug =
                slugs.of(found.stream().map(VersionCard::character).collect(Collectors.toSet()));
        return ItemPage.all(found, one -> VersionResource.of(one, slug.apply(one.character())));
    }

    @Operation(operationId = "getVersion", summary = "One version")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/versions/{version}")
    ResponseEntity<VersionResource> get(@PathVariable UUID version) {
        VersionCard card = versions.details(new VersionId(version)).card();
        return Revision.answer(VersionResource.of(card, slugs.of(card.character())));
    }

    @Operation(operationId = "getReview", summary = "Signatures and decisions about a version")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/versions/{version}/review")
    ResponseEntity<ReviewResource> review(@PathVariable UUID version) {
        return ReviewResource.answer(versions.details(new VersionId(version)), urls);
    }

    private CharacterId id(String slug) {
        return characters.bySlug(slug).id();
    }
}
