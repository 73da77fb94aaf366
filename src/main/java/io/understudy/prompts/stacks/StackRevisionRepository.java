package io.understudy.prompts.stacks;

import io.understudy.lora.Strength;
import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.loras.LoraFileId;
import io.understudy.prompts.stacks.StackPlan.Layer;
import io.understudy.versions.VersionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class StackRevisionRepository {
    private final TypedJdbcClient jdbc;

    StackRevisionRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID stack, int revision, StackDraft draft, Actor by, Instant now) {
        jdbc.sql("""
                        insert into lora_stack_revision (stack_id, revision, note, saved_by_name, saved_at)
                        values (?, ?, ?, ?, ?)""").params(stack, revision, draft.note(), by.name(), now).update();
        List<Layer> layers = draft.plan().layers();
        for (int position = 0; position < layers.size(); position++) {
            Layer layer = layers.get(position);
            jdbc.sql("""
                            insert into lora_stack_layer
                                (stack_id, revision, position, role, version_id, lora_file_id, strength)
                            values (:stack, :revision, :position, :role, :version, :file, :strength)""")
                    .param("stack", stack)
                    .param("revision", revision)
                    .param("position", position)
                    .param("role", layer.role())
                    .param("version", layer.lora() instanceof LoraRef.Version(VersionId id) ? id : null)
                    .param("file", layer.lora() instanceof LoraRef.Imported(LoraFileId id) ? id : null)
                    .param("strength", layer.strength())
                    .update();
        }
    }

    Map<UUID, StackPlan> newest(Collection<UUID> stacks) {
        if (stacks.isEmpty()) {
            return Map.of();
        }
        record OfStack(UUID stack, LayerRow layer) {}
        return jdbc.sql("""
                        select layer.stack_id, layer.role, layer.version_id, layer.lora_file_id, layer.strength
                        from lora_stack_layer layer
                        join lora_stack stack on stack.id = layer.stack_id and stack.revision = layer.revision
                        where layer.stack_id in (:stacks) order by layer.stack_id, layer.position""").param("stacks", stacks).query(OfStack.class).list().stream()
                .collect(Collectors.groupingBy(OfStack::stack, Collectors.mapping(OfStack::layer, LayerRow.TO_PLAN)));
    }

    /** The newest first. */
    List<StackRevision> revisions(UUID stack) {
        record OfRevision(int revision, LayerRow layer) {}
        record Saved(int revision, String note, String savedBy, Instant savedAt) {}
        Map<Integer, StackPlan> plans = jdbc.sql("""
                        select revision, role, version_id, lora_file_id, strength from lora_stack_layer
                        where stack_id = ? order by revision, position""").param(stack).query(OfRevision.class).list().stream()
                .collect(Collectors.groupingBy(
                        OfRevision::revision, Collectors.mapping(OfRevision::layer, LayerRow.TO_PLAN)));
        return jdbc.sql("""
                        select revision, note, saved_by_name, saved_at from lora_stack_revision
                        where stack_id = ? order by revision desc""").param(stack).query(Saved.class).list().stream()
                .map(row -> new StackRevision(
                        row.revision(),
                        row.note(),
                        row.savedBy(),
                        row.savedAt(),
                        plans.getOrDefault(row.revision(), new StackPlan(List.of()))))
                .toList();
    }

    private record LayerRow(
            StackRole role,
            Strength strength,
            @Nullable VersionId version,
            @Nullable LoraFileId loraFile) {
        static final Collector<LayerRow, ?, StackPlan> TO_PLAN =
                Collectors.collectingAndThen(Collectors.mapping(LayerRow::layer, Collectors.toList()), StackPlan::new);

        private Layer layer() {
            return new Layer(role, strength, lora());
        }

        private @Nullable LoraRef lora() {
            if (version != null) {
                return new LoraRef.Version(version);
            }
            return loraFile == null ? null : new LoraRef.Imported(loraFile);
        }
    }
}
