package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.CharacterSlugs;
import io.understudy.api.Chosen;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.characters.CharacterId;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.access.TokenScope;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.release.VersionDownloadService;
import io.understudy.versions.review.ReviewInbox;
import io.understudy.versions.review.ReviewInboxLine;
import io.understudy.versions.review.decisions.RecentDecision;
import io.understudy.versions.review.decisions.RecentDecisions;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people are asked to decide, and what was called back; to be read only. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Versions")
class ReviewController {
    private final ReviewInbox inbox;
    private final RecentDecisions decisions;
    private final VersionService versions;
    private final VersionDownloadService downloads;
    private final CharacterSlugs slugs;
    private final PublicUrl urls;

    ReviewController(
            ReviewInbox inbox,
            RecentDecisions decisions,
            VersionService versions,
            VersionDownloadService downloads,
            CharacterSlugs slugs,
            PublicUrl urls) {
        this.inbox = inbox;
        this.decisions = decisions;
        this.versions = versions;
        this.downloads = downloads;
        this.slugs = slugs;
        this.urls = urls;
    }

    @Operation(
            operationId = "listReviews",
            summary = "The versions whose review is not finished, as they concern you, the most urgent first",
            description =
                    "In parts, drafts last: limit is how many versions are looked at, so that a part of those with"
                            + " a chosen need may be shorter, or empty, although there is a next one.")
    @NeedsScope(value = TokenScope.READ, withoutCharacter = true)
    @GetMapping("/reviews")
    ResponseEntity<ItemPage<AwaitedReview>> reviews(
            @RequestParam(defaultValue = "") Set<ReviewInboxLine.Need> need,
            @RequestParam(defaultValue = "200") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Set<ReviewInboxLine.Need> wanted = Chosen.of(need);
        PagedList list = PagedList.of("listReviews", wanted);
        ReviewInbox.Part part =
                inbox.part(TokenGrant.onlyCharacters(), list.after(cursor, 3, ReviewController::read), limit);
        List<ReviewInboxLine> lines = part.lines().stream()
                .filter(line -> wanted.isEmpty() || wanted.contains(line.need()))
                .toList();
        Function<CharacterId, String> slug =
                slugs.of(lines.stream().map(line -> line.card().character()).toList());
        return list.some(
                lines.stream()
                        .map(line -> AwaitedReview.of(
                                line,
                                slug.apply(line.card().character()),
                                urls.of(VersionRoutes.of(line.card().id()))))
                        .toList(),
                written(part.next()));
    }

    private static ReviewInbox.Place read(List<String> place) {
        return new ReviewInbox.Place(
                Integer.parseInt(place.getFirst()), Instant.parse(place.get(1)), UUID.fromString(place.getLast()));
    }

    private static @Nullable List<String> written(ReviewInbox.@Nullable Place place) {
        return place == null
                ? null
                : List.of(
                        Integer.toString(place.drafts()),
                        place.since().toString(),
                        place.version().toString());
    }

    @Operation(
            operationId = "listDecisions",
            summary = "The latest sign-offs, approvals, revocations and versions sent back, the newest first")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/decisions")
    ResponseEntity<ItemPage<DecisionLine>> decisions(
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listDecisions");
        List<RecentDecision> found = decisions.earlier(list.after(cursor, Instant::parse, UUID::fromString), limit + 1);
        Function<CharacterId, String> slug = slugs.of(
                found.stream().map(decision -> decision.version().character()).toList());
        return list.first(
                limit,
                found,
                decision ->
                        DecisionLine.of(decision, slug.apply(decision.version().character())),
                RecentDecision::at,
                RecentDecision::id);
    }

    @Operation(operationId = "getRecall", summary = "Whether the file of a version was recalled, and why")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/versions/{version}/recall")
    RecallResource recall(@PathVariable UUID version) {
        VersionId id = new VersionId(version);
        return RecallResource.of(versions.details(id), downloads.look(id));
    }

    @Operation(
            operationId = "listRecalls",
            summary = "The files that you have fetched and that must no longer be used, the latest recall first")
    @NeedsScope(value = TokenScope.RELEASE_READ, withoutCharacter = true)
    @GetMapping("/recalls")
    ItemPage<RecalledFileResource> recalls() {
        return ItemPage.all(downloads.recalledToMe(TokenGrant.onlyCharacters()), RecalledFileResource::of);
    }
}
