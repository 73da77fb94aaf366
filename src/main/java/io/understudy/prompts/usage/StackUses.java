package io.understudy.prompts.usage;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.ui.StackRoutes;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionUses;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class StackUses implements VersionUses {
    private final TypedJdbcClient jdbc;

    StackUses(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Use> of(VersionCard version, int most) {
        return jdbc.sql("""
                        select stack.id, stack.name, max(layer.strength) as strength
                        from lora_stack stack
                        join lora_stack_layer layer on layer.stack_id = stack.id and layer.revision = stack.revision
                        where layer.version_id = ? and stack.deleted_at is null
                        group by stack.id, stack.name, stack.changed_at
                        order by stack.changed_at desc, stack.id fetch first ? rows only""")
                .params(version.id(), most)
                .query((row, line) -> new Use(
                        row.getString("name"),
                        "stack, at strength " + StrengthWindow.digits(row.getDouble("strength")),
                        StackRoutes.saved(new StackId(row.getObject("id", UUID.class))),
                        null))
                .list();
    }
}
