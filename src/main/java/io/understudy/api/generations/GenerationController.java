package io.understudy.api.generations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.api.Revision;
import io.understudy.api.idempotency.Claim;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.DomainException;
import io.understudy.prompts.playground.PlaygroundService;
import io.understudy.prompts.playground.RenderDetails;
import io.understudy.prompts.playground.RenderId;
import io.understudy.prompts.playground.RenderRequest;
import io.understudy.prompts.playground.RenderSummary;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Pictures as the playground has them generated, but never for money: that is for a person. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Generations")
class GenerationController {
    private final PlaygroundService playground;
    private final GenerationService jobs;
    private final StackService stacks;
    private final FreePictures free;

    GenerationController(PlaygroundService playground, GenerationService jobs, StackService stacks, FreePictures free) {
        this.playground = playground;
        this.jobs = jobs;
        this.stacks = stacks;
        this.free = free;
    }

    @Operation(operationId = "listGenerationBackends", summary = "Where pictures can be generated now")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/generation-backends")
    ItemPage<GenerationBackendResource> backends() {
        return ItemPage.all(
                playground.backends(),
                backend -> GenerationBackendResource.of(
                        backend, free.on(backend, backend.capabilities().proposed(), 1)));
    }

    @Operation(operationId = "listGenerations", summary = "Your pictures of the playground, the latest first")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/generations")
    ResponseEntity<ItemPage<GenerationLine>> list(
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listGenerations", text);
        List<RenderSummary> found =
                playground.behind(text, list.after(cursor, Instant::parse, UUID::fromString), limit + 1);
        return list.first(
                limit,
                found,
                GenerationLine::of,
                RenderSummary::askedAt,
                pictures -> pictures.id().value());
    }

    @Operation(operationId = "getGeneration", summary = "Pictures that were asked for, and how far they are")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/generations/{generation}")
    ResponseEntity<GenerationResource> get(@PathVariable UUID generation) {
        return Revision.answer(GenerationResource.of(playground.get(new RenderId(generation))));
    }

    @Operation(
            operationId = "startGeneration",
            summary = "Has pictures generated on a backend that is free",
            description = "With an Idempotency-Key the same request gives the same pictures, however often it is sent."
                    + " On a backend that charges, nothing is generated: a person does it in the playground.")
    @Budgeted(Budget.LAUNCHES)
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping("/generations")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<GenerationResource> start(@Valid @RequestBody NewGeneration pictures, HttpServletRequest request) {
        GenerationBackendChoice backend = backend(pictures.backend());
        StackId stack = pictures.stack() == null ? null : new StackId(pictures.stack());
        StackPlan named = pictures.plan();
        RenderRequest asked = new RenderRequest(
                new RenderId(Claim.idOf(request)),
                backend.id(),
                pictures.settings(backend.capabilities().proposed()),
                pictures.chosenSeeds(),
                List.of(new RenderRequest.Side(
                        pictures.prompt(),
                        stack == null ? named : stacks.get(stack).plan(),
                        stack,
                        null)));
        free.require(backend, asked.settings(), asked.seeds().size(), "in the playground");
        RenderDetails made = playground.find(asked.id()).orElseGet(() -> playground.get(playground.render(asked)));
        return ResponseEntity.created(
                        URI.create("/api/v1/generations/" + made.id().value()))
                .body(GenerationResource.of(made));
    }

    @Operation(operationId = "cancelGeneration", summary = "Ends the generation of pictures; those that are there stay")
    @NeedsScope(TokenScope.TRAIN)
    @PostMapping("/generations/{generation}/cancel")
    ResponseEntity<GenerationResource> cancel(
            @PathVariable UUID generation,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        RenderDetails now = playground.get(new RenderId(generation));
        Revision.ofAnswer(GenerationResource.of(now)).check(ifMatch);
        List<GenerationDetails> unfinished = now.sides().stream()
                .map(RenderDetails.Side::job)
                .filter(job -> !job.state().isOver())
                .toList();
        if (unfinished.isEmpty()) {
            throw new DomainException.Conflict("These pictures are no longer being generated.");
        }
        unfinished.forEach(job -> jobs.cancel(job.id()));
        return get(generation);
    }

    private GenerationBackendChoice backend(String id) {
        return playground.backends().stream()
                .filter(choice -> choice.id().equals(id))
                .findFirst()
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "backend", "There is no backend “" + id + "”. GET /api/v1/generation-backends lists them."));
    }
}
