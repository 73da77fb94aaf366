package io.understudy.prompts.usage;

import io.understudy.lora.Strength;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackRoutes;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionUses;
import java.util.List;
import org.springframework.stereotype.Repository;

@Repository
class StackUseQueries implements VersionUses {
    private final TypedJdbcClient jdbc;

    StackUseQueries(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Use> of(VersionCard version, int most) {
        record Stack(StackId id, String name, Strength strength) {}
        return jdbc.sql("""
                        select stack.id, stack.name, max(layer.strength) as strength
                        from lora_stack stack
                        join lora_stack_layer layer on layer.stack_id = stack.id and layer.revision = stack.revision
                        where layer.version_id = ? and stack.deleted_at is null
                        group by stack.id, stack.name, stack.changed_at
                        order by stack.changed_at desc, stack.id fetch first ? rows only""").params(version.id(), most).query(Stack.class).stream()
                .map(stack -> new Use(
                        stack.name(),
                        "stack, at strength " + stack.strength().label(),
                        StackRoutes.saved(stack.id()),
                        null))
                .toList();
    }
}
