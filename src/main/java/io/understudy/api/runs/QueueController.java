package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.training.queue.QueueService;
import io.understudy.training.runs.RunService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Runs")
class QueueController {
    private final RunService runs;
    private final QueueService queues;

    QueueController(RunService runs, QueueService queues) {
        this.runs = runs;
        this.queues = queues;
    }

    @Operation(operationId = "listBackends", summary = "Where runs can be computed")
    @NeedsScope(value = TokenScope.READ, withoutCharacter = true)
    @GetMapping("/backends")
    ItemPage<BackendResource> backends() {
        return ItemPage.all(runs.backends(), BackendResource::of);
    }

    @Operation(operationId = "listQueues", summary = "What is worked on, and what waits")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/queue")
    ItemPage<QueueResource> queues() {
        return ItemPage.all(queues.queues(), QueueResource::of);
    }
}
