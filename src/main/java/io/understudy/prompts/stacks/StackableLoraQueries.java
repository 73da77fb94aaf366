package io.understudy.prompts.stacks;

import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.loras.LoraFileId;
import io.understudy.versions.VersionId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StackableLoraQueries {
    private static final String FOUND = """
            select 'v' as kind, v.id as id, v.file_name as name from lora_version v
            where v.production_of is not null and :role in ('CHARACTER')
              and lower(v.file_name) like :pattern escape '!'
            union all
            select 'f' as kind, f.id as id, f.file_name as name from lora_file f
            where f.removed_at is null and (f.role = :role or :role in ('OTHER'))
              and (lower(f.file_name) like :pattern escape '!' or lower(f.trigger_word) like :pattern escape '!')
            """;

    private static final String NAMED = """
            select 'v' as kind, v.id as id, lower(v.file_name) as name,
                   case when v.production_of is null then 1 else 0 end as place, v.created_at as since
            from lora_version v where lower(v.file_name) in (:names)
            union all
            select 'f' as kind, f.id as id, lower(f.file_name) as name, 2 as place, f.added_at as since
            from lora_file f where f.removed_at is null and lower(f.file_name) in (:names)
            """;

    private final JdbcClient jdbc;

    StackableLoraQueries(JdbcClient jdbc) {
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

    /**
     * The LoRA behind each file name: where several have the same one, what is in production comes first, then what the
     * team trained, then the newest.
     *
     * @param names with their ending, in lower case
     */
    Map<String, LoraRef> named(Collection<String> names) {
        Map<String, LoraRef> found = new HashMap<>();
        jdbc.sql("select kind, id, name from (" + NAMED + ") found order by place, since desc, id")
                .param("names", names)
                .query((row, line) -> found.putIfAbsent(
                        row.getString("name"), ref(row.getString("kind"), row.getObject("id", UUID.class))))
                .list();
        return found;
    }

    private static LoraRef ref(String kind, UUID id) {
        return kind.equals("v") ? new LoraRef.Version(new VersionId(id)) : new LoraRef.Imported(new LoraFileId(id));
    }
}
