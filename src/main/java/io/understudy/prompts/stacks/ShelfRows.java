package io.understudy.prompts.stacks;

import io.understudy.guide.StackRole;
import io.understudy.prompts.loras.LoraFileId;
import io.understudy.versions.VersionId;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds LoRAs of both kinds in one list. */
@Repository
class ShelfRows {
    private static final String FOUND = """
            select 'v' as kind, v.id as id, v.file_name as name from lora_version v
            where v.production_of is not null and :role in ('CHARACTER')
              and lower(v.file_name) like :pattern escape '!'
            union all
            select 'f' as kind, f.id as id, f.file_name as name from lora_file f
            where f.removed_at is null and (f.role = :role or :role in ('OTHER'))
              and (lower(f.file_name) like :pattern escape '!' or lower(f.trigger_word) like :pattern escape '!')
            """;

    private final JdbcClient jdbc;

    ShelfRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<LoraRef> find(StackRole role, String pattern, Pageable page) {
        return jdbc.sql("select kind, id from (" + FOUND
                        + ") found order by name, id offset :offset rows fetch next :size rows only")
                .param("role", role.name())
                .param("pattern", pattern)
                .param("offset", page.getOffset())
                .param("size", page.getPageSize())
                .query((row, line) -> ref(row.getString("kind"), row.getObject("id", UUID.class)))
                .list();
    }

    long count(StackRole role, String pattern) {
        return jdbc.sql("select count(*) from (" + FOUND + ") found")
                .param("role", role.name())
                .param("pattern", pattern)
                .query(Long.class)
                .single();
    }

    private static LoraRef ref(String kind, UUID id) {
        return kind.equals("v") ? new LoraRef.Version(new VersionId(id)) : new LoraRef.Imported(new LoraFileId(id));
    }
}
