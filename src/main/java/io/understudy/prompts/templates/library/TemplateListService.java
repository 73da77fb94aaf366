package io.understudy.prompts.templates.library;

import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateMetadata;
import io.understudy.prompts.templates.TemplateSort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class TemplateListService {
    private static final int MOST_WORDS = 8;

    private final PromptTemplates templates;
    private final TemplateMetadataQueries marks;
    private final CurrentActor actor;
    private final TypedJdbcClient jdbc;

    TemplateListService(
            PromptTemplates templates, TemplateMetadataQueries marks, CurrentActor actor, TypedJdbcClient jdbc) {
        this.templates = templates;
        this.marks = marks;
        this.actor = actor;
        this.jdbc = jdbc;
    }

    public Page<TemplateCard> page(TemplateFilter filter, TemplateSort sort, Pageable page) {
        Conditions conditions = new Conditions(filter, actor.get().id());
        String uses = sort == TemplateSort.USED
                ? " left join (select template_id, count(*) as uses from prompt_use group by template_id) u"
                        + " on u.template_id = t.id"
                : "";
        List<Object> parameters = new ArrayList<>(conditions.parameters);
        parameters.add(page.getPageSize());
        parameters.add(page.getOffset());
        List<UUID> ids = jdbc.sql("select t.id from prompt_template t" + uses + conditions.where() + " order by "
                        + sort.sql() + " limit ? offset ?")
                .params(parameters)
                .query(UUID.class)
                .list();
        long total = jdbc.sql("select count(*) from prompt_template t" + conditions.where())
                .params(conditions.parameters)
                .query(Long.class)
                .single();
        return new PageImpl<>(cards(ids), page, total);
    }

    private List<TemplateCard> cards(List<UUID> ids) {
        Map<UUID, PromptTemplate> found = templates.findAllById(ids).stream()
                .collect(Collectors.toMap(PromptTemplate::getId, Function.identity()));
        List<TemplateDetails> details =
                ids.stream().map(found::get).map(PromptTemplate::asDetails).toList();
        Map<PromptId, TemplateMetadata> attached = marks.of(
                details.stream().map(TemplateDetails::id).toList(), actor.get().id());
        return details.stream()
                .map(one -> new TemplateCard(one, attached.getOrDefault(one.id(), TemplateMetadata.NONE)))
                .toList();
    }

    public TemplateMetadata marks(PromptId id) {
        return marks.of(List.of(id), actor.get().id()).getOrDefault(id, TemplateMetadata.NONE);
    }

    /** Every tag that a template has, with how many have it, the most common first. */
    public Map<String, Long> tags() {
        Map<String, Long> tags = new LinkedHashMap<>();
        jdbc.sql("""
                        select g.tag, count(*) as uses from prompt_tag g join prompt_template t on t.id = g.template_id
                        where t.deleted_at is null group by g.tag order by uses desc, g.tag""").query(row -> {
            tags.put(row.getString(1), row.getLong(2));
        });
        return tags;
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
