package io.understudy.api.prompts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.CharacterSlugs;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.api.Revision;
import io.understudy.api.problems.RequestProblem;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplatePlace;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.prompts.templates.filling.FillService;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.TemplateService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

/** A token of a few characters reads and changes the templates that were written for one of them. */
@RestController
@RequestMapping("/api/v1/prompts")
@Tag(name = "Prompts")
class PromptController {
    private final TemplateListService lists;
    private final TemplateService templates;
    private final FillService filling;
    private final CharacterService characters;
    private final CharacterSlugs slugs;

    PromptController(
            TemplateListService lists,
            TemplateService templates,
            FillService filling,
            CharacterService characters,
            CharacterSlugs slugs) {
        this.lists = lists;
        this.templates = templates;
        this.filling = filling;
        this.characters = characters;
        this.slugs = slugs;
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
        Function<CharacterId, String> named = slugs.of(found.stream()
                .map(card -> card.details().draft().settings().character())
                .filter(Objects::nonNull)
                .toList());
        return list.part(limit, found, card -> PromptResource.of(card, named), PromptController::place);
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
    ResponseEntity<PromptResource> get(@PathVariable UUID prompt) {
        return answer(ResponseEntity.ok(), card(templates.get(new PromptId(prompt))));
    }

    @Operation(operationId = "createPrompt", summary = "Adds a prompt template to the library")
    @NeedsScope(TokenScope.WRITE)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<PromptResource> create(@Valid @RequestBody PromptChange prompt) {
        TemplateDraft draft = prompt.draft(writtenFor(prompt.characterSlug()));
        PromptId made =
                checked(() -> templates.create(draft, prompt.explanation())).id();
        return answer(ResponseEntity.created(URI.create("/api/v1/prompts/" + made.value())), card(templates.get(made)));
    }

    @Operation(
            operationId = "changePrompt",
            summary = "Saves the next version of a prompt template, as it was read",
            description = "What says the same as the latest version makes none.")
    @NeedsScope(TokenScope.WRITE)
    @PutMapping("/{prompt}")
    ResponseEntity<PromptResource> change(
            @PathVariable UUID prompt,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody PromptChange change) {
        TemplateCard now = card(templates.get(new PromptId(prompt)));
        revision(now).require(ifMatch);
        TemplateDraft draft = change.draft(writtenFor(change.characterSlug()));
        checked(() -> templates.save(now.details().id(), now.details().rowVersion(), draft, change.explanation()));
        return get(prompt);
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

    /** What pages call the settings are properties of a request, which the words name; those of slots are in one. */
    private static TemplateDetails checked(Supplier<TemplateDetails> save) {
        try {
            return save.get();
        } catch (DomainException.RuleViolation broken) {
            String field = broken.field();
            if ("settings".equals(field)) {
                throw new DomainException.RuleViolation(broken.words(), broken);
            }
            throw Stream.of(PromptSlot.values()).map(PromptSlot::word).anyMatch(word -> word.equals(field))
                    ? DomainException.RuleViolation.in("words." + field, broken.words())
                    : broken;
        }
    }

    private TemplateCard card(TemplateDetails details) {
        return new TemplateCard(details, lists.marks(details.id()));
    }

    private ResponseEntity<PromptResource> answer(ResponseEntity.BodyBuilder answer, TemplateCard card) {
        return answer.eTag(revision(card).tag()).body(PromptResource.of(card, slugs::of));
    }

    /** Without the uses: copying a prompt changes no template. */
    private static Revision revision(TemplateCard card) {
        return Revision.of(card.details().rowVersion() + " "
                + card.marks().production().map(String::valueOf).orElse("none") + " "
                + card.marks().tags());
    }

    /** A token of a few characters leaves the templates of its characters to them. */
    private @Nullable CharacterId writtenFor(@Nullable String slug) {
        Optional<CharacterId> named = slug == null ? Optional.empty() : find(slug);
        Set<UUID> only = TokenGrant.onlyCharacters();
        if (!only.isEmpty() && named.filter(id -> only.contains(id.value())).isEmpty()) {
            throw new RequestProblem(
                    HttpStatus.FORBIDDEN, "characterSlug", "This token writes templates for its characters only.");
        }
        if (slug != null && named.isEmpty()) {
            throw DomainException.RuleViolation.in("characterSlug", "There is no character “" + slug + "”.");
        }
        return named.orElse(null);
    }

    private Optional<CharacterId> find(String slug) {
        try {
            return Optional.of(characters.bySlug(slug).id());
        } catch (DomainException.NotFound unknown) {
            return Optional.empty();
        }
    }

    private @Nullable CharacterId id(@Nullable String slug) {
        return slug == null ? null : characters.bySlug(slug).id();
    }
}
