package io.understudy.api.prompts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.search.ListOrder;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
    StackResource get(@PathVariable UUID stack) {
        StackDetails found = stacks.get(new StackId(stack));
        return StackResource.of(found, known(List.of(found)));
    }

    private Map<LoraRef, StackableLora> known(List<StackDetails> found) {
        return loras.resolve(found.stream()
                .flatMap(stack -> stack.plan().loras().stream())
                .distinct()
                .toList());
    }
}
