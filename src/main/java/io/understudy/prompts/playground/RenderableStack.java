package io.understudy.prompts.playground;

import io.understudy.characters.CharacterId;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.DomainException;
import io.understudy.prompts.stacks.FileVerdict;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackCheck;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The LoRAs of a plan, ready for a backend. Places without a LoRA are left out. */
public record RenderableStack(List<StackableLora> loras, List<GenerationRequest.Stacked> stacked) {
    /**
     * Checks a plan against what is there and what the backend generates with.
     *
     * @throws DomainException.RuleViolation in {@code loras} when one of them cannot be used
     */
    public static RenderableStack of(StackPlan plan, StackableLoraService shelf, GenerationBackendChoice backend) {
        Map<LoraRef, StackableLora> known = shelf.resolve(plan.loras());
        StackCheck.mixture(known.values()).ifPresent(words -> {
            throw DomainException.RuleViolation.in("loras", words + " Take one of them out.");
        });
        List<StackableLora> loras = new ArrayList<>();
        List<GenerationRequest.Stacked> stacked = new ArrayList<>();
        for (StackPlan.Layer layer : plan.layers()) {
            LoraRef ref = layer.lora();
            if (ref == null) {
                continue;
            }
            StackableLora lora = known.get(ref);
            requireFit(lora, backend);
            loras.add(Objects.requireNonNull(lora));
            stacked.add(new GenerationRequest.Stacked(
                    new GenerationRequest.Lora(lora.fileName(), lora.file()), layer.strength()));
        }
        return new RenderableStack(loras, stacked);
    }

    private static void requireFit(@Nullable StackableLora lora, GenerationBackendChoice backend) {
        if (lora == null) {
            throw DomainException.RuleViolation.in(
                    "loras", "A LoRA of this stack no longer exists. Choose another one.");
        }
        lora.refusal().ifPresent(words -> {
            throw DomainException.RuleViolation.in("loras", words);
        });
        BaseModel model = backend.capabilities().model();
        FileVerdict verdict = lora.verdict();
        if (verdict.broken() != null) {
            throw DomainException.RuleViolation.in(
                    "loras", lora.fileName() + " is broken. " + verdict.broken() + " Leave the LoRA out.");
        }
        if (verdict.family() == null && !verdict.byShape().contains(model)) {
            throw DomainException.RuleViolation.in(
                    "loras",
                    "The model of %s is unknown, so %s cannot use it. %s Leave the LoRA out."
                            .formatted(lora.name(), backend.name(), verdict.unknown()));
        }
        if (verdict.family() != null && lora.model() != model) {
            throw DomainException.RuleViolation.in(
                    "loras",
                    "%s is made for %s, but %s uses %s. Choose another backend or leave the LoRA out."
                            .formatted(lora.name(), verdict.family(), backend.name(), model.label()));
        }
    }

    /** Whose pictures these are, or null when the stack holds no character or several. */
    @Nullable
    CharacterId character() {
        List<CharacterId> characters = loras.stream()
                .map(StackableLora::character)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return characters.size() == 1 ? characters.getFirst() : null;
    }

    String names() {
        return loras.stream().map(StackableLora::name).collect(Collectors.joining(" "));
    }
}
