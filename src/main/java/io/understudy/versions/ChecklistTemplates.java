package io.understudy.versions;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The editions of the checklist. */
@Repository
class ChecklistTemplates {
    private final JdbcClient jdbc;

    ChecklistTemplates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a version born now is held to. */
    UUID newest() {
        return jdbc.sql("select id from checklist_template order by edition desc fetch first 1 rows only")
                .query(UUID.class)
                .single();
    }

    List<ChecklistItem> items(UUID template) {
        return jdbc.sql("""
                        select item_key, position, title, hint, pictures_wanted from checklist_template_item
                        where template_id = ? order by position""")
                .param(template)
                .query((row, line) -> new ChecklistItem(
                        row.getString("item_key"),
                        row.getInt("position"),
                        row.getString("title"),
                        row.getString("hint"),
                        row.getInt("pictures_wanted")))
                .list();
    }

    int edition(UUID template) {
        return jdbc.sql("select edition from checklist_template where id = ?")
                .param(template)
                .query(Integer.class)
                .single();
    }

    /** How many items each template has. */
    int size(UUID template) {
        return items(template).size();
    }
}
