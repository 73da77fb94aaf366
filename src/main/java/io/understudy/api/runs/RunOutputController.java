package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.search.ListPlace;
import io.understudy.storage.BlobHash;
import io.understudy.training.MetricPoint;
import io.understudy.training.RunId;
import io.understudy.training.RunSample;
import io.understudy.training.checkpoints.CheckpointFileService;
import io.understudy.training.runs.RunService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a run makes beyond its log: curves, samples and checkpoints. */
@RestController
@RequestMapping("/api/v1/runs/{run}")
@Tag(name = "Runs")
class RunOutputController {
    private static final int USUAL_POINTS = 1_000;

    private final RunService runs;
    private final CheckpointFileService checkpoints;

    RunOutputController(RunService runs, CheckpointFileService checkpoints) {
        this.runs = runs;
        this.checkpoints = checkpoints;
    }

    /**
     * A picture that the model generated during training.
     *
     * @param step 0 for the base before the first step
     * @param index of its prompt among the run's, from 0
     * @param sha256 {@code /api/v1/images/} followed by it is the picture's address
     */
    @Schema(name = "RunSample")
    record Sample(int step, int index, String prompt, long seed, String sha256) {
        private static Sample of(RunSample sample) {
            return new Sample(
                    sample.step(),
                    sample.position(),
                    sample.prompt(),
                    sample.seed(),
                    sample.picture().hex());
        }
    }

    /** @param loraSha256 of the LoRA file that was made of it; null as long as nobody asked for one */
    @Schema(name = "RunCheckpoint")
    record Checkpoint(int step, @Nullable String loraSha256) {}

    @Operation(
            operationId = "readMetrics",
            summary = "The curves of a run after a step",
            description = "Without a limit in at most 1000 points, which keep the shape of the curves; with one, or a"
                    + " cursor, every point, in parts.")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/metrics")
    ResponseEntity<ItemPage<RunMetric>> metrics(
            @PathVariable long run,
            @RequestParam(defaultValue = "0") @Min(0) int afterStep,
            @RequestParam(required = false) @Min(1) @Max(10_000) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        RunId id = runs.byNumber(run).id();
        if (limit == null && cursor == null) {
            return ResponseEntity.ok(ItemPage.all(runs.pointsAfter(id, afterStep), RunMetric::of));
        }
        int most = limit == null ? USUAL_POINTS : limit;
        PagedList list = PagedList.of("readMetrics", run, afterStep);
        int behind = cursor == null ? afterStep : Math.clamp(list.afterNumber(cursor), 0, Integer.MAX_VALUE);
        List<MetricPoint> found = runs.exactPoints(id, behind, most + 1);
        return list.firstByNumber(most, found, RunMetric::of, MetricPoint::step);
    }

    @Operation(operationId = "listSamples", summary = "The samples of a run, by step, then by prompt")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/samples")
    ResponseEntity<ItemPage<Sample>> samples(
            @PathVariable long run,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listSamples", run);
        ListPlace<Integer, Integer> behind = list.after(cursor, Integer::valueOf, Integer::valueOf);
        List<RunSample> found = runs.samplesBehind(
                runs.byNumber(run).id(),
                behind == null ? -1 : behind.key(),
                behind == null ? -1 : behind.id(),
                limit + 1);
        return list.first(limit, found, Sample::of, RunSample::step, RunSample::position);
    }

    @Operation(operationId = "listCheckpoints", summary = "The checkpoints of a run that are kept, by step")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/checkpoints")
    ResponseEntity<ItemPage<Checkpoint>> checkpoints(
            @PathVariable long run,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listCheckpoints", run);
        long behind = list.afterNumber(cursor);
        List<Checkpoint> kept = new ArrayList<>();
        checkpoints.kept(runs.byNumber(run).id()).forEach((step, lora) -> {
            if (step > behind) {
                kept.add(new Checkpoint(step, hex(lora)));
            }
        });
        return list.firstByNumber(limit, kept, checkpoint -> checkpoint, Checkpoint::step);
    }

    private static @Nullable String hex(@Nullable BlobHash file) {
        return file == null ? null : file.hex();
    }
}
