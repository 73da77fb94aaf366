package io.understudy.api.prompts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.api.Revision;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.search.ListOrder;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/stacks")
@Tag(name = "Stacks")
class StackController {
    private final StackService stacks;
    private final StackableLoraService loras;

    StackController(StackService stacks, StackableLoraService loras) {
        this.stacks = stacks;
        this.loras = loras;
    }

    @Operation(operationId = "listStacks", summary = "The saved stacks of LoRAs, the latest changed first")
    @NeedsScope(TokenScope.READ)
    @GetMapping
    ResponseEntity<ItemPage<StackResource>> list(
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "NEWEST") ListOrder order,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listStacks", text, order);
        List<StackDetails> found =
                switch (order) {
                    case NEWEST ->
                        stacks.earlier(text, list.after(cursor, Instant::parse, UUID::fromString), limit + 1);
                    case OLDEST -> stacks.later(text, list.after(cursor, Instant::parse, UUID::fromString), limit + 1);
                    case NAME -> stacks.named(text, list.after(cursor, name -> name, UUID::fromString), limit + 1);
                };
        Map<LoraRef, StackableLora> known = known(found);
        return list.first(
                limit,
                found,
                stack -> StackResource.of(stack, known),
                order == ListOrder.NAME ? StackDetails::name : StackDetails::changedAt,
                stack -> stack.id().value());
    }

    @Operation(operationId = "getStack", summary = "One stack of LoRAs")
    @NeedsScope(TokenScope.READ)
    @GetMapping("/{stack}")
    ResponseEntity<StackResource> get(@PathVariable UUID stack) {
        return Revision.answer(resource(stacks.get(new StackId(stack))));
    }

    @Operation(operationId = "createStack", summary = "Saves a stack of LoRAs")
    @NeedsScope(TokenScope.WRITE)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<StackResource> create(@Valid @RequestBody StackChange stack) {
        StackResource made = resource(stacks.get(stacks.create(stack.draft()).id()));
        return ResponseEntity.created(URI.create("/api/v1/stacks/" + made.id()))
                .eTag(Revision.ofAnswer(made).tag())
                .body(made);
    }

    @Operation(operationId = "changeStack", summary = "Saves the next revision of a stack, as it was read")
    @NeedsScope(TokenScope.WRITE)
    @PutMapping("/{stack}")
    ResponseEntity<StackResource> change(
            @PathVariable UUID stack,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody StackChange change) {
        StackDetails now = read(stack, ifMatch);
        stacks.save(now.id(), now.rowVersion(), change.draft());
        return get(stack);
    }

    @Operation(operationId = "deleteStack", summary = "Deletes a stack, as it was read; it can be restored")
    @NeedsScope(TokenScope.WRITE)
    @DeleteMapping("/{stack}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable UUID stack,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        StackDetails now = read(stack, ifMatch);
        stacks.delete(now.id(), now.rowVersion());
    }

    @Operation(operationId = "restoreStack", summary = "Brings a deleted stack back as it was")
    @NeedsScope(TokenScope.WRITE)
    @PostMapping("/{stack}/restore")
    ResponseEntity<StackResource> restore(@PathVariable UUID stack) {
        stacks.restore(new StackId(stack));
        return get(stack);
    }

    private StackDetails read(UUID stack, @Nullable String ifMatch) {
        StackDetails now = stacks.get(new StackId(stack));
        Revision.ofAnswer(resource(now)).require(ifMatch);
        return now;
    }

    private StackResource resource(StackDetails stack) {
        return StackResource.of(stack, known(List.of(stack)));
    }

    private Map<LoraRef, StackableLora> known(List<StackDetails> found) {
        return loras.resolve(found.stream()
                .flatMap(stack -> stack.plan().loras().stream())
                .distinct()
                .toList());
    }
}
