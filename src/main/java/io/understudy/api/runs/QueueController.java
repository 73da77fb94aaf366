package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.CharacterSlugs;
import io.understudy.api.ItemPage;
import io.understudy.billing.CostService;
import io.understudy.billing.PriceLine;
import io.understudy.characters.CharacterId;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.DomainException;
import io.understudy.training.RunDetails;
import io.understudy.training.RunSummary;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.queue.BackendQueue;
import io.understudy.training.queue.QueueMove;
import io.understudy.training.queue.QueueService;
import io.understudy.training.queue.QueuedRun;
import io.understudy.training.runs.RunService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Runs")
class QueueController {
    private final RunService runs;
    private final QueueService queues;
    private final CostService costs;
    private final CharacterSlugs slugs;

    QueueController(RunService runs, QueueService queues, CostService costs, CharacterSlugs slugs) {
        this.runs = runs;
        this.queues = queues;
        this.costs = costs;
        this.slugs = slugs;
    }

    @Operation(
            operationId = "listBackends",
            summary = "Where runs can be computed, with presets, options, limits and prices")
    @NeedsScope(value = TokenScope.READ, withoutCharacter = true)
    @GetMapping("/backends")
    ItemPage<BackendResource> backends() {
        List<BackendChoice> found = runs.backends();
        Map<String, PriceLine> prices =
                costs.pricesOf(found.stream().map(BackendChoice::id).toList());
        return ItemPage.all(
                found, backend -> BackendResource.of(backend, runs.limits(backend), prices.get(backend.id())));
    }

    @Operation(operationId = "listQueues", summary = "What is worked on, and what waits")
    @NeedsScope(value = TokenScope.READ, or = TokenScope.QUEUE)
    @GetMapping("/queue")
    ItemPage<QueueResource> queues() {
        return ItemPage.all(resources(queues.queues()), queue -> queue);
    }

    /** @param reason shown to everyone who waits */
    @Schema(name = "QueuePause")
    record Pause(@Nullable String reason) {}

    @Operation(
            operationId = "pauseQueue",
            summary = "Starts no more of the runs that wait for a backend; for admins",
            description = "Runs in progress continue.")
    @NeedsScope(TokenScope.QUEUE)
    @PostMapping("/queue/{backend}/pause")
    QueueResource pause(@PathVariable String backend, @RequestBody Pause pause) {
        queues.pause(backend, Objects.requireNonNullElse(pause.reason(), ""));
        return queue(backend);
    }

    @Operation(operationId = "resumeQueue", summary = "Starts runs of a paused backend again; for admins")
    @NeedsScope(TokenScope.QUEUE)
    @PostMapping("/queue/{backend}/resume")
    QueueResource resume(@PathVariable String backend) {
        queues.resume(backend);
        return queue(backend);
    }

    @Schema(name = "QueueConcurrency")
    record Concurrency(
            @NotNull @Min(1) @Max(QueueService.MOST_AT_ONCE) Integer concurrency) {}

    @Operation(
            operationId = "changeConcurrency",
            summary = "Says how many runs of a backend may be worked on at the same time; for admins",
            description = "Runs in progress continue. It needs no revision, because it says all.")
    @NeedsScope(TokenScope.QUEUE)
    @PutMapping("/queue/{backend}/concurrency")
    QueueResource changeConcurrency(@PathVariable String backend, @Valid @RequestBody Concurrency change) {
        queues.changeConcurrency(backend, change.concurrency());
        return queue(backend);
    }

    @Schema(name = "RunMove")
    record Move(@NotNull QueueMove move) {}

    @Operation(
            operationId = "moveRun",
            summary = "Moves a waiting run in its queue; for admins",
            description = "It and those before it keep their places; the others stay in the fair order behind them.")
    @NeedsScope(TokenScope.QUEUE)
    @PostMapping("/runs/{run}/move")
    QueueResource move(@PathVariable long run, @Valid @RequestBody Move move) {
        if (!TokenGrant.onlyCharacters().isEmpty()) {
            throw new DomainException.NotFound("A token of a few characters moves no run: others wait there, too.");
        }
        RunDetails moved = runs.byNumber(run);
        queues.move(moved.id(), move.move());
        return queue(moved.backend());
    }

    private QueueResource queue(String backend) {
        return resources(queues.queues().stream()
                        .filter(queue -> queue.backend().equals(backend))
                        .toList())
                .stream()
                .findFirst()
                .orElseThrow(() -> new DomainException.NotFound("There is no backend “" + backend + "”."));
    }

    private List<QueueResource> resources(List<BackendQueue> found) {
        Function<CharacterId, String> slug = slugs.of(found.stream()
                .flatMap(queue -> Stream.concat(
                        queue.working().stream(), queue.waiting().stream().map(QueuedRun::run)))
                .map(RunSummary::character)
                .toList());
        return found.stream().map(queue -> QueueResource.of(queue, slug)).toList();
    }
}
