package io.understudy.prompts.templates.library;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.UnsavedDraft;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
public class UnsavedDraftService {
    private static final String NEW = "new";
    private static final int MAX_CONTENT = 20_000;

    private final TypedJdbcClient jdbc;
    private final CurrentActor actor;
    private final Clock clock;

    UnsavedDraftService(TypedJdbcClient jdbc, CurrentActor actor, Clock clock) {
        this.jdbc = jdbc;
        this.actor = actor;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<UnsavedDraft> find(@Nullable PromptId template) {
        record Row(String content, int baseNumber, Instant keptAt) {}
        return jdbc.sql("select * from prompt_unsaved where account_id = ? and template_key = ?")
                .params(actor.get().id(), key(template))
                .query(Row.class)
                .optional()
                .map(row -> new UnsavedDraft(TemplateJson.draft(row.content()), row.baseNumber(), row.keptAt()));
    }

    /**
     * Keeps a draft, sound or not, in place of the one before; one that is too long for any template is not kept.
     *
     * @return whether it was kept
     */
    @Transactional
    public boolean keep(@Nullable PromptId template, int baseNumber, TemplateDraft draft) {
        String content = TemplateJson.of(draft);
        if (content.length() > MAX_CONTENT) {
            return false;
        }
        Instant now = clock.instant();
        int changed = jdbc.sql("""
                        update prompt_unsaved set base_number = ?, content = ?, kept_at = ?
                        where account_id = ? and template_key = ?""")
                .params(baseNumber, content, now, actor.get().id(), key(template))
                .update();
        if (changed == 0) {
            insert(template, baseNumber, content, now);
        }
        return true;
    }

    private void insert(@Nullable PromptId template, int baseNumber, String content, Instant now) {
        jdbc.sql("""
                        insert into prompt_unsaved (account_id, template_key, base_number, content, kept_at)
                        values (?, ?, ?, ?, ?) on conflict do nothing""")
                .params(actor.get().id(), key(template), baseNumber, content, now)
                .update();
    }

    @Transactional
    public void discard(@Nullable PromptId template) {
        jdbc.sql("delete from prompt_unsaved where account_id = ? and template_key = ?")
                .params(actor.get().id(), key(template))
                .update();
    }

    private static String key(@Nullable PromptId template) {
        return template == null ? NEW : template.value().toString();
    }
}
