package io.understudy.api.prompts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.Cursor;
import io.understudy.api.ItemPage;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
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
        PageRequest asked = Cursor.page(cursor, limit);
        Page<StackDetails> page = stacks.page(text, order, asked);
        Map<LoraRef, StackableLora> known = known(page.getContent());
        return new ItemPage<>(
                        page.map(stack -> StackResource.of(stack, known)).getContent(),
                        Cursor.behind(asked, page.getTotalElements()))
                .answer();
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
