package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.comparison.CompareRoutes;
import io.understudy.comparison.ComparisonService;
import io.understudy.comparison.RunComparison;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.training.RunDetails;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Runs")
class ComparisonController {
    private final ComparisonService comparisons;
    private final PublicUrl urls;

    ComparisonController(ComparisonService comparisons, PublicUrl urls) {
        this.comparisons = comparisons;
        this.urls = urls;
    }

    @Operation(
            operationId = "compareRuns",
            summary = "Two to twenty runs side by side; base is the one that the others are compared to")
    @NeedsScope(value = TokenScope.READ, parameter = "run")
    @GetMapping("/api/v1/runs/comparison")
    RunComparisonResource compare(@RequestParam List<Long> run, @RequestParam(required = false) @Nullable Long base) {
        // A blank value is a null.
        RunComparison found =
                comparisons.compare(run.stream().filter(Objects::nonNull).toList(), base);
        return RunComparisonResource.of(
                found,
                urls.of(CompareRoutes.of(
                        found.runs().stream().map(RunDetails::number).toList())));
    }
}
