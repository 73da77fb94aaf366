package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.CharacterSlugs;
import io.understudy.api.ItemPage;
import io.understudy.billing.CostService;
import io.understudy.billing.PriceLine;
import io.understudy.characters.CharacterId;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.training.RunSummary;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.queue.BackendQueue;
import io.understudy.training.queue.QueueService;
import io.understudy.training.queue.QueuedRun;
import io.understudy.training.runs.RunService;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
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
    @NeedsScope(TokenScope.READ)
    @GetMapping("/queue")
    ItemPage<QueueResource> queues() {
        List<BackendQueue> found = queues.queues();
        Function<CharacterId, String> slug = slugs.of(found.stream()
                .flatMap(queue -> Stream.concat(
                        queue.working().stream(), queue.waiting().stream().map(QueuedRun::run)))
                .map(RunSummary::character)
                .toList());
        return ItemPage.all(found, queue -> QueueResource.of(queue, slug));
    }
}
