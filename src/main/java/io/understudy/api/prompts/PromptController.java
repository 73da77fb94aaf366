package io.understudy.api.prompts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplatePlace;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.prompts.templates.filling.FillService;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.TemplateService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A token of a few characters reads the templates that were written for one of them. */
@RestController
@RequestMapping("/api/v1/prompts")
@Tag(name = "Prompts")
class PromptController {
    private final TemplateListService lists;
    private final TemplateService templates;
    private final FillService filling;
    private final CharacterService characters;

    PromptController(
            TemplateListService lists, TemplateService templates, FillService filling, CharacterService characters) {
        this.lists = lists;
        this.templates = templates;
        this.filling = filling;
        this.characters = characters;
    }

    @Operation(
            operationId = "listPrompts",
            summary = "The prompt templates of the library, or those that were written for a character")
    @NeedsScope(value = TokenScope.READ, parameter = "character")
    @GetMapping
    ResponseEntity<ItemPage<PromptResource>> list(
            @RequestParam(required = false) @Nullable String character,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(defaultValue = "NAME") TemplateSort sort,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listPrompts", character, text, tag, sort);
        List<TemplateCard> found = lists.behind(
                new TemplateFilter(text, tag, false, false, id(character)),
                sort,
                list.after(cursor, 4, PromptController::read),
                limit + 1);
        return list.part(limit, found, PromptResource::of, PromptController::place);
    }

    private static List<String> place(TemplateCard template) {
        TemplatePlace place = TemplatePlace.of(template);
        return List.of(
                place.name(),
                place.changedAt().toString(),
                Long.toString(place.uses()),
                place.id().toString());
    }

    private static TemplatePlace read(List<String> parts) {
        return new TemplatePlace(
                parts.get(0), Instant.parse(parts.get(1)), Long.parseLong(parts.get(2)), UUID.fromString(parts.get(3)));
    }

    @Operation(operationId = "getPrompt", summary = "One prompt template")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/{prompt}")
    PromptResource get(@PathVariable UUID prompt) {
        PromptId id = new PromptId(prompt);
        return PromptResource.of(new TemplateCard(templates.get(id), lists.marks(id)));
    }

    @Operation(
            operationId = "fillPrompt",
            summary = "Fills a prompt template, for a character if one is named; nothing of it is kept")
    @NeedsScope(value = TokenScope.READ, parameter = "character")
    @PostMapping("/{prompt}/fill")
    FilledPromptResource fill(
            @PathVariable UUID prompt,
            @RequestParam(required = false) @Nullable String character,
            @Valid @RequestBody PromptFilling words) {
        return FilledPromptResource.of(
                filling.fill(templates.get(new PromptId(prompt)).draft(), words.request(id(character))));
    }

    private @Nullable CharacterId id(@Nullable String slug) {
        return slug == null ? null : characters.bySlug(slug).id();
    }
}
