package io.understudy.prompts.templates.library;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.templates.LabelPlacement;
import io.understudy.prompts.templates.PromptId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class TemplateLabelRepository {
    private final TypedJdbcClient jdbc;

    TemplateLabelRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<LabelPlacement> of(PromptId template) {
        return jdbc.sql("select * from prompt_label where template_id = ? order by label")
                .param(template)
                .query(LabelPlacement.class)
                .list();
    }

    Optional<LabelPlacement> one(PromptId template, String label) {
        return of(template).stream()
                .filter(stand -> stand.label().equals(label))
                .findFirst();
    }

    /**
     * Moves a label in one step, so that of two people who move it at the same moment one is notified.
     *
     * @param seen the version that it was on, or null when it was on none
     * @return false when it is elsewhere by now; nothing is changed then
     */
    boolean move(PromptId template, String label, int number, @Nullable Integer seen, String by, Instant now) {
        int moved = seen == null
                ? jdbc.sql("""
                                insert into prompt_label (template_id, label, number, moved_by_name, moved_at)
                                values (?, ?, ?, ?, ?) on conflict do nothing""").params(template, label, number, by, now).update()
                : jdbc.sql("""
                                update prompt_label set number = ?, moved_by_name = ?, moved_at = ?
                                where template_id = ? and label = ? and number = ?""").params(number, by, now, template, label, seen).update();
        return moved > 0;
    }

    void remove(PromptId template, String label) {
        jdbc.sql("delete from prompt_label where template_id = ? and label = ?")
                .params(template, label)
                .update();
    }
}
