package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.CharacterSlugs;
import io.understudy.api.Chosen;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.api.Revision;
import io.understudy.api.idempotency.Claim;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetService;
import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.DomainException;
import io.understudy.training.LogLine;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.lists.RunColumn;
import io.understudy.training.lists.RunCursor;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunSort;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Runs")
class RunController {
    static final int MOST_LINES = 1_000_000_000;

    private final RunService runs;
    private final RunListService lists;
    private final CharacterService characters;
    private final DatasetService datasets;
    private final CharacterSlugs slugs;

    RunController(
            RunService runs,
            RunListService lists,
            CharacterService characters,
            DatasetService datasets,
            CharacterSlugs slugs) {
        this.runs = runs;
        this.lists = lists;
        this.characters = characters;
        this.datasets = datasets;
        this.slugs = slugs;
    }

    /** Orders of the list; runs that have no such value come last. */
    enum Order {
        NEWEST(RunSort.NEWEST_FIRST, Long::valueOf),
        OLDEST(new RunSort(RunColumn.NUMBER, true), Long::valueOf),
        LATEST_FINISHED(new RunSort(RunColumn.FINISHED, false), OffsetDateTime::parse),
        LOWEST_LOSS(new RunSort(RunColumn.LOSS, true), Double::valueOf);

        private final RunSort sort;
        private final Function<String, Object> value;

        Order(RunSort sort, Function<String, Object> value) {
            this.sort = sort;
            this.value = value;
        }

        private RunCursor read(List<String> place) {
            String key = place.getFirst();
            return new RunCursor(key.isEmpty() ? null : value.apply(key), Long.parseLong(place.getLast()));
        }

        private static List<String> written(RunCursor place) {
            return List.of(Objects.toString(place.value(), ""), Long.toString(place.number()));
        }
    }

    @Operation(operationId = "listRuns", summary = "Runs, the newest first unless another order is chosen")
    @NeedsScope(value = TokenScope.READ, parameter = "character")
    @GetMapping("/runs")
    ResponseEntity<ItemPage<RunLine>> list(
            @RequestParam(required = false) @Nullable String character,
            @RequestParam(defaultValue = "") Set<RunState> state,
            @RequestParam(required = false) @Nullable String backend,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "false") boolean archived,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable
                    Instant launchedAfter,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable
                    Instant finishedAfter,
            @RequestParam(defaultValue = "NEWEST") Order sort,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        CharacterId whose =
                character == null ? null : characters.bySlug(character).id();
        RunFilter filter = new RunFilter(
                whose,
                Chosen.of(state),
                null,
                backend,
                text,
                Set.of(),
                Map.of(),
                archived,
                launchedAfter,
                finishedAfter);
        PagedList list = PagedList.of(
                "listRuns", character, filter.states(), backend, text, archived, launchedAfter, finishedAfter, sort);
        List<RunSummary> found = lists.page(filter, sort.sort, list.after(cursor, 2, sort::read), 0, limit + 1);
        Function<CharacterId, String> slug =
                slugs.of(found.stream().map(RunSummary::character).toList());
        return list.part(
                limit,
                found,
                run -> RunLine.of(run, slug.apply(run.character())),
                run -> Order.written(lists.behind(run, sort.sort)));
    }

    @Operation(operationId = "getRun", summary = "One run")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/runs/{run}")
    ResponseEntity<RunResource> get(@PathVariable long run) {
        return Revision.answer(resource(runs.byNumber(run)));
    }

    @Operation(
            operationId = "launchRun",
            summary = "Freezes a character's dataset and queues a run on it",
            description = "With an Idempotency-Key the same request gives one run, however often it is sent. A backend"
                    + " that charges needs the maximumCost.")
    @Budgeted(Budget.LAUNCHES)
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping("/characters/{character}/runs")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<LaunchedRun> launch(
            @PathVariable String character, @Valid @RequestBody NewRun run, HttpServletRequest request) {
        CharacterSummary whose = characters.bySlug(character);
        requireOwn(whose, run.rerunOf());
        LaunchResult launched = runs.launch(
                new LaunchRequest(
                        whose.id(),
                        run.backend(),
                        settings(whose, run, backend(run.backend())),
                        run.isFewerConfirmed(),
                        Claim.idOf(request),
                        run.rerunOf()),
                run.maximumCost());
        return ResponseEntity.created(URI.create("/api/v1/runs/" + launched.number()))
                .body(LaunchedRun.of(launched));
    }

    @Operation(
            operationId = "estimateRun",
            summary = "What the same request would cost as a launch, how long the run would take, and its settings",
            description = "Nothing is frozen and nothing launched. Settings that a launch declines are declined here.")
    @NeedsScope(TokenScope.READ)
    @PostMapping("/characters/{character}/runs/estimate")
    RunEstimate estimate(@PathVariable String character, @Valid @RequestBody NewRun run) {
        CharacterSummary whose = characters.bySlug(character);
        BackendChoice backend = backend(run.backend());
        TrainingSettings settings = settings(whose, run, backend);
        runs.requireAllowed(backend.id(), settings);
        int pictures = datasets.includedPictures(whose.id());
        return RunEstimate.of(
                backend,
                runs.cost(backend.id(), settings),
                runs.estimate(backend.id(), settings, Math.max(1, pictures)),
                pictures,
                settings);
    }

    private static TrainingSettings settings(CharacterSummary whose, NewRun run, BackendChoice backend) {
        return run.settings(whose, backend.capabilities().presets().getFirst());
    }

    private void requireOwn(CharacterSummary character, @Nullable Long rerunOf) {
        if (rerunOf != null
                && lists.byNumbers(List.of(rerunOf)).stream()
                        .noneMatch(run -> run.character().equals(character.id()))) {
            throw DomainException.RuleViolation.in(
                    "rerunOf", character.name() + " has no run " + rerunOf + " that could be repeated.");
        }
    }

    private BackendChoice backend(String id) {
        return runs.backends().stream()
                .filter(choice -> choice.id().equals(id))
                .findFirst()
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "backend", "There is no backend “" + id + "”. GET /api/v1/backends lists them."));
    }

    @Operation(operationId = "cancelRun", summary = "Cancels a run")
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping("/runs/{run}/cancel")
    ResponseEntity<RunResource> cancel(
            @PathVariable long run,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        runs.cancel(seen(run, ifMatch));
        return get(run);
    }

    @Operation(
            operationId = "resumeRun",
            summary = "Resumes a stopped run that costs nothing to resume; another one is resumed on its page")
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping("/runs/{run}/resume")
    ResponseEntity<RunResource> resume(
            @PathVariable long run,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        runs.resume(seen(run, ifMatch));
        return get(run);
    }

    @Operation(operationId = "archiveRun", summary = "Takes a run that is over out of the lists; nothing of it is lost")
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping("/runs/{run}/archive")
    ResponseEntity<RunResource> archive(
            @PathVariable long run,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        lists.archive(List.of(seen(run, ifMatch)));
        return get(run);
    }

    @Operation(operationId = "restoreRun", summary = "Puts an archived run back into the lists")
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping("/runs/{run}/restore")
    ResponseEntity<RunResource> restore(
            @PathVariable long run,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        lists.restore(List.of(seen(run, ifMatch)));
        return get(run);
    }

    private RunId seen(long run, @Nullable String ifMatch) {
        RunDetails now = runs.byNumber(run);
        Revision.ofAnswer(resource(now)).check(ifMatch);
        return now.id();
    }

    private RunResource resource(RunDetails run) {
        return RunResource.of(run, slugs.of(run.character()));
    }

    @Operation(operationId = "readLog", summary = "The log of a run from a position on, or from a cursor")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/runs/{run}/log")
    ResponseEntity<ItemPage<RunLogLine>> log(
            @PathVariable long run,
            @RequestParam(defaultValue = "0") @Min(0) @Max(MOST_LINES) int from,
            @RequestParam(defaultValue = "1000") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("readLog", run);
        int first = cursor == null ? from : Math.clamp(list.afterNumber(cursor), 0, MOST_LINES);
        List<LogLine> found = runs.logAt(runs.byNumber(run).id(), first, limit + 1);
        return list.firstByNumber(limit, found, RunLogLine::of, line -> line.position() + 1L);
    }
}
