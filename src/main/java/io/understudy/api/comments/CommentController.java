package io.understudy.api.comments;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.collaboration.comments.CommentDetails;
import io.understudy.collaboration.comments.CommentId;
import io.understudy.collaboration.comments.CommentService;
import io.understudy.collaboration.comments.CommentSubject;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.checklist.VersionComments;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
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
@RequestMapping("/api/v1/versions/{version}/comments")
@Tag(name = "Versions")
class CommentController {
    private final CommentService comments;
    private final VersionService versions;

    CommentController(CommentService comments, VersionService versions) {
        this.comments = comments;
        this.versions = versions;
    }

    @Operation(
            operationId = "listComments",
            summary = "The comments on a version, or on an item of its checklist, the newest first")
    @NeedsScope(TokenScope.READ)
    @GetMapping
    ResponseEntity<ItemPage<CommentResource>> list(
            @PathVariable UUID version,
            @RequestParam(required = false) @Nullable @Size(max = 100) String item,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listComments", version, item);
        List<CommentDetails> found = comments.before(
                subject(version, item), list.after(cursor, Instant::parse, UUID::fromString), limit + 1);
        return list.first(
                limit,
                found,
                CommentResource::of,
                CommentDetails::writtenAt,
                comment -> comment.id().value());
    }

    @Operation(operationId = "comment", summary = "Comments on a version, or on an item of its checklist")
    @NeedsScope(TokenScope.REVIEW)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CommentResource write(@PathVariable UUID version, @Valid @RequestBody NewComment comment) {
        CommentId written = comments.write(subject(version, comment.item()), comment.words());
        return CommentResource.of(comments.get(written));
    }

    private CommentSubject subject(UUID version, @Nullable String item) {
        VersionId id = versions.details(new VersionId(version)).id();
        return item == null ? VersionComments.of(id) : VersionComments.of(id, item);
    }
}
