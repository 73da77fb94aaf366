package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.CharacterSlugs;
import io.understudy.api.idempotency.Claim;
import io.understudy.api.problems.RequestProblem;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.backends.reported.ReportedBackend;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.ReportedRunService;
import io.understudy.training.runs.RunService;
import io.understudy.versions.importing.ReportedFileService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The reports of runs that are trained elsewhere. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Runs")
class ReportController {
    private final ReportedRunService reports;
    private final ReportedFileService files;
    private final RunService runs;
    private final CharacterService characters;
    private final CharacterSlugs slugs;
    private final Clock clock;

    ReportController(
            ReportedRunService reports,
            ReportedFileService files,
            RunService runs,
            CharacterService characters,
            CharacterSlugs slugs,
            Clock clock) {
        this.reports = reports;
        this.files = files;
        this.runs = runs;
        this.characters = characters;
        this.slugs = slugs;
        this.clock = clock;
    }

    @Operation(
            operationId = "startReportedRun",
            summary = "Lists a run that is trained elsewhere and reports itself",
            description = "With an Idempotency-Key the same request gives one run, however often it is sent. The run"
                    + " has failed when nothing is reported of it for a day, and continues with the next report.")
    @Budgeted(Budget.LAUNCHES)
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping("/characters/{character}/reported-runs")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<LaunchedRun> start(
            @PathVariable String character, @Valid @RequestBody NewReportedRun run, HttpServletRequest request) {
        CharacterSummary whose = characters.bySlug(character);
        SnapshotSummary snapshot = reports.snapshot(whose.id(), run.snapshot());
        LaunchResult started = reports.start(
                new LaunchRequest(
                        whose.id(),
                        ReportedBackend.id(run.model()),
                        run.settings(snapshot.triggerWord()),
                        false,
                        Claim.idOf(request),
                        null),
                snapshot.id());
        return ResponseEntity.created(URI.create("/api/v1/runs/" + started.number()))
                .body(LaunchedRun.of(started));
    }

    @Operation(
            operationId = "reportMetrics",
            summary = "Adds what was measured at steps of a run that is trained elsewhere",
            description = "At most 1000 points at once. Steps up to the last one that is known change nothing.")
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping("/runs/{run}/metrics")
    RunResource measure(@PathVariable long run, @Valid @RequestBody ReportedMetrics metrics) {
        RunDetails known = runs.byNumber(run);
        reports.measure(known.id(), metrics.readings(known, clock.instant()));
        return get(run);
    }

    @Operation(
            operationId = "reportSample",
            summary = "Adds a sample of a run that is trained elsewhere; index is that of its prompt, from 0",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping(path = "/runs/{run}/samples", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    RunResource sample(
            @PathVariable long run,
            @RequestParam int step,
            @RequestParam(defaultValue = "0") int index,
            HttpServletRequest request)
            throws IOException {
        reports.sample(id(run), step, index, request.getInputStream());
        return get(run);
    }

    @Operation(
            operationId = "reportFile",
            summary = "Takes the LoRA file of a run that is trained elsewhere",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @Budgeted(Budget.LAUNCHES)
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping(path = "/runs/{run}/file", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    RunResource file(@PathVariable long run, HttpServletRequest request) throws IOException {
        RunId id = id(run);
        if (request.getContentLengthLong() < 0) {
            throw new RequestProblem(
                    HttpStatus.LENGTH_REQUIRED, HttpHeaders.CONTENT_LENGTH, "Send the size of the file.");
        }
        files.take(id, request.getInputStream(), request.getContentLengthLong());
        return get(run);
    }

    @Operation(
            operationId = "finishReportedRun",
            summary = "Ends a run that is trained elsewhere; its file becomes a version")
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping("/runs/{run}/finish")
    RunResource finish(@PathVariable long run) {
        files.finish(id(run));
        return get(run);
    }

    private RunId id(long run) {
        return runs.byNumber(run).id();
    }

    private RunResource get(long run) {
        RunDetails found = runs.byNumber(run);
        return RunResource.of(found, slugs.of(found.character()));
    }
}
