package io.understudy.prompts.stacks;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.loras.LoraFileId;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Repository;

@Repository
class StackableLoraQueries {
    private final TypedJdbcClient jdbc;

    StackableLoraQueries(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record ImportedFile(LoraFileId id, String fileName) {}

    List<ImportedFile> find(StackRole role, String pattern) {
        return jdbc.sql("""
                        select id, file_name from lora_file
                        where removed_at is null and (role = :role or :role in ('OTHER'))
                          and (lower(file_name) like :pattern escape '!' or lower(trigger_word) like :pattern escape '!')""")
                .param("role", role)
                .param("pattern", pattern)
                .query(ImportedFile.class)
                .list();
    }

    /** The newest first. @param names with their ending, in lower case */
    List<ImportedFile> named(Collection<String> names) {
        return jdbc.sql("""
                        select id, file_name from lora_file
                        where removed_at is null and lower(file_name) in (:names) order by added_at desc, id""").param("names", names).query(ImportedFile.class).list();
    }
}
