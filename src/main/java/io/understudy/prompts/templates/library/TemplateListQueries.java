package io.understudy.prompts.templates.library;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplatePlace;
import io.understudy.prompts.templates.TemplateSort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
        return jdbc.sql("select t.id from prompt_template t" + uses(sort) + conditions.where() + " order by "
                        + sort.sql() + " limit ? offset ?")
                .params(conditions.parameters)
                .params(page.getPageSize(), page.getOffset())
                .query(UUID.class)
                .list();
    }

    /** @param after the place behind which they begin; null for the first of them */
    List<UUID> behind(TemplateFilter filter, UUID viewer, TemplateSort sort, @Nullable TemplatePlace after, int most) {
        Conditions conditions = new Conditions(filter, viewer);
        if (after != null) {
            conditions.behind(sort, after);
        }
        return jdbc.sql("select t.id from prompt_template t" + uses(sort) + conditions.where() + " order by "
                        + sort.sql() + " limit ?")
                .params(conditions.parameters)
                .param(most)
                .query(UUID.class)
                .list();
    }

    private static String uses(TemplateSort sort) {
        return sort == TemplateSort.USED
                ? " left join (select template_id, count(*) as uses from prompt_use group by template_id) u"
                        + " on u.template_id = t.id"
                : "";
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

        private void add(String condition, Object... values) {
            conditions.add(condition);
            parameters.addAll(List.of(values));
        }

        void behind(TemplateSort sort, TemplatePlace place) {
            String named = "(lower(t.name) > lower(?) or lower(t.name) = lower(?) and t.id > ?)";
            switch (sort) {
                case NAME -> add(named, place.name(), place.name(), place.id());
                case CHANGED ->
                    add(
                            "(t.changed_at < ? or t.changed_at = ? and t.id > ?)",
                            place.changedAt(),
                            place.changedAt(),
                            place.id());
                case USED ->
                    add(
                            "(coalesce(u.uses, 0) < ? or coalesce(u.uses, 0) = ? and " + named + ")",
                            place.uses(),
                            place.uses(),
                            place.name(),
                            place.name(),
                            place.id());
            }
        }

        String where() {
            return " where " + String.join(" and ", conditions);
        }
    }
}
