package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.Revision;
import io.understudy.api.problems.RequestProblem;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotId;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.storage.BlobHash;
import io.understudy.versions.release.SnapshotRecallService;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes a dataset out of use with everything that came of it, such as when a person withdraws the consent. */
@RestController
@RequestMapping("/api/v1/snapshots/{snapshot}")
@Tag(name = "Datasets")
class SnapshotRecallController {
    private static final String PEOPLE_RECALL =
            "No program recalls or reinstates a dataset: an admin does, on the page of the snapshot.";

    private final DatasetService datasets;
    private final SnapshotRecallService recalls;
    private final Reauthentication passwords;

    SnapshotRecallController(DatasetService datasets, SnapshotRecallService recalls, Reauthentication passwords) {
        this.datasets = datasets;
        this.recalls = recalls;
        this.passwords = passwords;
    }

    @Operation(operationId = "getSnapshotRecall", summary = "Whether a snapshot was recalled, and why")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/recall")
    ResponseEntity<SnapshotRecallResource> get(@PathVariable String snapshot) {
        return answer(id(snapshot));
    }

    @Operation(
            operationId = "recallSnapshot",
            summary = "Recalls a snapshot with everything that was trained on it; only in the session of an admin")
    @NeedsScope(value = TokenScope.REVIEW, onlyPeople = PEOPLE_RECALL)
    @PostMapping("/recall")
    ResponseEntity<SnapshotRecallResource> recall(
            @PathVariable String snapshot,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ProvenReason reason) {
        SnapshotId id = id(snapshot);
        Revision.ofAnswer(read(id)).check(ifMatch);
        recalls.recall(id, reason.reason(), passwords.prove(reason.password()));
        return answer(id);
    }

    @Operation(
            operationId = "reinstateSnapshot",
            summary = "Withdraws the recall of a snapshot; only in the session of an admin")
    @NeedsScope(value = TokenScope.REVIEW, onlyPeople = PEOPLE_RECALL)
    @PostMapping("/reinstate")
    ResponseEntity<SnapshotRecallResource> reinstate(
            @PathVariable String snapshot,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ProvenReason reason) {
        SnapshotId id = id(snapshot);
        Revision.ofAnswer(read(id)).check(ifMatch);
        recalls.lift(id, reason.reason(), passwords.prove(reason.password()));
        return answer(id);
    }

    private SnapshotId id(String snapshot) {
        if (BlobHash.parse(snapshot).isEmpty()) {
            throw new RequestProblem(HttpStatus.BAD_REQUEST, "snapshot", "A snapshot id has 64 hex digits.");
        }
        return datasets.snapshot(new SnapshotId(snapshot)).id();
    }

    private SnapshotRecallResource read(SnapshotId snapshot) {
        return SnapshotRecallResource.of(snapshot.hash(), recalls.of(snapshot).orElse(null));
    }

    private ResponseEntity<SnapshotRecallResource> answer(SnapshotId snapshot) {
        return Revision.answer(read(snapshot));
    }
}
