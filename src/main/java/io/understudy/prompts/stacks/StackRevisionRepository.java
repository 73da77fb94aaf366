package io.understudy.prompts.stacks;

import io.understudy.platform.core.Actor;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.loras.LoraFileId;
import io.understudy.prompts.stacks.StackPlan.Layer;
import io.understudy.versions.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StackRevisionRepository {
    private final JdbcClient jdbc;

    StackRevisionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID stack, int revision, StackDraft draft, Actor by, Instant now) {
        jdbc.sql("""
                        insert into lora_stack_revision (stack_id, revision, note, saved_by_name, saved_at)
                        values (?, ?, ?, ?, ?)""")
                .params(stack, revision, draft.note(), by.name(), Timestamp.from(now))
                .update();
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
                    .param("role", layer.role().name())
                    .param("version", layer.lora() instanceof LoraRef.Version(VersionId id) ? id.value() : null)
                    .param("file", layer.lora() instanceof LoraRef.Imported(LoraFileId id) ? id.value() : null)
                    .param("strength", layer.strength())
                    .update();
        }
    }

    Map<UUID, StackPlan> newest(Collection<UUID> stacks) {
        if (stacks.isEmpty()) {
            return Map.of();
        }
        Map<UUID, List<Layer>> layers = new HashMap<>();
        jdbc.sql("""
                        select layer.stack_id, layer.role, layer.version_id, layer.lora_file_id, layer.strength
                        from lora_stack_layer layer
                        join lora_stack stack on stack.id = layer.stack_id and stack.revision = layer.revision
                        where layer.stack_id in (:stacks) order by layer.stack_id, layer.position""")
                .param("stacks", stacks)
                .query((row, line) -> layers.computeIfAbsent(
                                row.getObject("stack_id", UUID.class), stack -> new ArrayList<>())
                        .add(layer(row)))
                .list();
        Map<UUID, StackPlan> plans = new HashMap<>();
        layers.forEach((stack, found) -> plans.put(stack, new StackPlan(found)));
        return plans;
    }

    /** The newest first. */
    List<StackRevision> revisions(UUID stack) {
        Map<Integer, List<Layer>> layers = new HashMap<>();
        jdbc.sql("""
                        select revision, role, version_id, lora_file_id, strength from lora_stack_layer
                        where stack_id = ? order by revision, position""")
                .param(stack)
                .query((row, line) -> layers.computeIfAbsent(row.getInt("revision"), number -> new ArrayList<>())
                        .add(layer(row)))
                .list();
        return jdbc.sql("""
                        select revision, note, saved_by_name, saved_at from lora_stack_revision
                        where stack_id = ? order by revision desc""")
                .param(stack)
                .query((row, line) -> new StackRevision(
                        row.getInt("revision"),
                        row.getString("note"),
                        row.getString("saved_by_name"),
                        row.getObject("saved_at", OffsetDateTime.class).toInstant(),
                        new StackPlan(layers.getOrDefault(row.getInt("revision"), List.of()))))
                .list();
    }

    private static Layer layer(ResultSet row) throws SQLException {
        return new Layer(StackRole.valueOf(row.getString("role")), row.getDouble("strength"), lora(row));
    }

    private static @Nullable LoraRef lora(ResultSet row) throws SQLException {
        UUID version = row.getObject("version_id", UUID.class);
        if (version != null) {
            return new LoraRef.Version(new VersionId(version));
        }
        UUID file = row.getObject("lora_file_id", UUID.class);
        return file == null ? null : new LoraRef.Imported(new LoraFileId(file));
    }
}
