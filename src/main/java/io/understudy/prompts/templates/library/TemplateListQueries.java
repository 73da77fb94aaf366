package io.understudy.prompts.templates.library;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateSort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Repository;

@Repository
class TemplateListQueries {
    private static final int MOST_WORDS = 8;

    private final TypedJdbcClient jdbc;

    TemplateListQueries(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<UUID> ids(TemplateFilter filter, UUID viewer, TemplateSort sort, Pageable page) {
        Conditions conditions = new Conditions(filter, viewer);
        String uses = sort == TemplateSort.USED
                ? " left join (select template_id, count(*) as uses from prompt_use group by template_id) u"
                        + " on u.template_id = t.id"
                : "";
        return jdbc.sql("select t.id from prompt_template t" + uses + conditions.where() + " order by " + sort.sql()
                        + " limit ? offset ?")
                .params(conditions.parameters)
                .params(page.getPageSize(), page.getOffset())
                .query(UUID.class)
                .list();
    }

    long count(TemplateFilter filter, UUID viewer) {
        Conditions conditions = new Conditions(filter, viewer);
        return jdbc.sql("select count(*) from prompt_template t" + conditions.where())
                .params(conditions.parameters)
                .query(Long.class)
                .single();
    }

    Map<String, Long> tags() {
        return jdbc.sql("""
                        select g.tag, count(*) as uses from prompt_tag g join prompt_template t on t.id = g.template_id
                        where t.deleted_at is null group by g.tag order by uses desc, g.tag""").map(String.class, Long.class);
    }

    private static final class Conditions {
        private final List<String> conditions = new ArrayList<>(List.of("t.deleted_at is null"));
        private final List<Object> parameters = new ArrayList<>();

        Conditions(TemplateFilter filter, UUID viewer) {
            String[] words = filter.text().strip().toLowerCase(Locale.ROOT).split("\\s+", MOST_WORDS);
            for (String word : words) {
                if (!word.isEmpty()) {
                    add("t.search_text like ? escape '!'", "%" + word.replaceAll("[!%_]", "!$0") + "%");
                }
            }
            if (filter.tag() != null) {
                add("exists (select 1 from prompt_tag g where g.template_id = t.id and g.tag = ?)", filter.tag());
            }
            if (filter.favourites()) {
                add(
                        "exists (select 1 from prompt_favourite f where f.template_id = t.id and f.account_id = ?)",
                        viewer);
            }
            if (filter.mine()) {
                add("t.created_by = ?", viewer);
            }
            if (filter.character() != null) {
                add("t.character_id = ?", filter.character().value());
            }
        }

        private void add(String condition, Object parameter) {
            conditions.add(condition);
            parameters.add(parameter);
        }

        String where() {
            return " where " + String.join(" and ", conditions);
        }
    }
}
