package io.understudy.prompts.templates.library;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.templates.UnsavedDraft;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class UnsavedDraftRepository {
    private final TypedJdbcClient jdbc;

    UnsavedDraftRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<UnsavedDraft> find(UUID account, String key) {
        record Row(String content, int baseNumber, Instant keptAt) {}
        return jdbc.sql("select * from prompt_unsaved where account_id = ? and template_key = ?")
                .params(account, key)
                .query(Row.class)
                .optional()
                .map(row -> new UnsavedDraft(TemplateJson.draft(row.content()), row.baseNumber(), row.keptAt()));
    }

    /** In place of the one before; of two at the same moment one is kept. */
    void keep(UUID account, String key, int baseNumber, String content, Instant now) {
        int changed =
                jdbc.sql("""
                        update prompt_unsaved set base_number = ?, content = ?, kept_at = ?
                        where account_id = ? and template_key = ?""").params(baseNumber, content, now, account, key).update();
        if (changed == 0) {
            jdbc.sql("""
                            insert into prompt_unsaved (account_id, template_key, base_number, content, kept_at)
                            values (?, ?, ?, ?, ?) on conflict do nothing""").params(account, key, baseNumber, content, now).update();
        }
    }

    void remove(UUID account, String key) {
        jdbc.sql("delete from prompt_unsaved where account_id = ? and template_key = ?")
                .params(account, key)
                .update();
    }
}
