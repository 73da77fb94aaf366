package io.understudy.api.prompts;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackCheck;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackRemark;
import io.understudy.prompts.stacks.StackableLora;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * LoRAs that are used together.
 *
 * @param total of the strengths
 * @param verdict what the guide says about the total
 * @param revision counted from 1
 */
@Schema(name = "Stack")
record StackResource(
        UUID id,
        String name,
        String note,
        List<Layer> layers,
        double total,
        String verdict,
        List<Remark> remarks,
        int revision,
        String createdBy,
        String changedBy,
        Instant changedAt) {
    /**
     * One LoRA of the stack.
     *
     * @param lora names it here; null while the place is only planned
     * @param version null unless it is one of the team's versions
     * @param fileName null where it no longer exists, as what follows
     * @param triggerWord that the prompt has to say, or empty
     * @param standing whether it may be used
     */
    @Schema(name = "StackLayer")
    record Layer(
            StackRole role,
            double strength,
            @Nullable String lora,
            @Nullable UUID version,
            @Nullable String fileName,
            @Nullable String triggerWord,
            StackableLora.@Nullable Standing standing) {
        private static Layer of(StackPlan.Layer layer, Map<LoraRef, StackableLora> known) {
            LoraRef ref = layer.lora();
            StackableLora lora = ref == null ? null : known.get(ref);
            return new Layer(
                    layer.role(),
                    layer.strength().value(),
                    ref == null ? null : ref.asText(),
                    ref instanceof LoraRef.Version version ? version.id().value() : null,
                    lora == null ? null : lora.fileName(),
                    lora == null ? null : lora.triggerWord().value(),
                    lora == null ? null : lora.standing());
        }
    }

    /** @param layer place of the layer that it is about, from 0; null for the whole stack */
    @Schema(name = "StackRemark")
    record Remark(@Nullable Integer layer, Advice.Level level, String words) {
        private static Remark of(StackRemark remark) {
            return new Remark(
                    remark.layer() == StackRemark.WHOLE ? null : remark.layer(),
                    remark.advice().level(),
                    remark.advice().words());
        }
    }

    /** @param known what the references of the stack name */
    static StackResource of(StackDetails stack, Map<LoraRef, StackableLora> known) {
        StackPlan plan = stack.plan();
        return new StackResource(
                stack.id().value(),
                stack.name(),
                stack.note(),
                plan.layers().stream().map(layer -> Layer.of(layer, known)).toList(),
                plan.total().value(),
                StackCheck.budget(plan, known).words(),
                StackCheck.of(plan, known).stream().map(Remark::of).toList(),
                stack.revision(),
                stack.createdBy(),
                stack.changedBy(),
                stack.changedAt());
    }
}
