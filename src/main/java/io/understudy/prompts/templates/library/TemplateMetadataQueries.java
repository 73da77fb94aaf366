package io.understudy.prompts.templates.library;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateMetadata;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Repository;

@Repository
class TemplateMetadataQueries {
    private final TypedJdbcClient jdbc;

    TemplateMetadataQueries(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Tag(PromptId template, String tag) {}

    private record Label(PromptId template, String label, int number) {}

    private record Uses(PromptId template, long count, Instant last) {}

    private <T> Stream<T> read(String sql, Collection<PromptId> templates, Class<T> type) {
        return jdbc.sql(sql).param("ids", templates).query(type).list().stream();
    }

    Map<PromptId, TemplateMetadata> of(Collection<PromptId> templates, UUID viewer) {
        if (templates.isEmpty()) {
            return Map.of();
        }
        Set<PromptId> favourites = jdbc.sql(
                        "select template_id from prompt_favourite where account_id = :viewer and template_id in (:ids)")
                .param("viewer", viewer)
                .param("ids", templates)
                .query(PromptId.class)
                .set();
        Map<PromptId, List<String>> tags = read(
                        "select template_id, tag from prompt_tag where template_id in (:ids) order by tag",
                        templates,
                        Tag.class)
                .collect(Collectors.groupingBy(Tag::template, Collectors.mapping(Tag::tag, Collectors.toList())));
        Map<PromptId, Map<String, Integer>> labels = read(
                        "select template_id, label, number from prompt_label where template_id in (:ids)",
                        templates,
                        Label.class)
                .collect(Collectors.groupingBy(Label::template, Collectors.toMap(Label::label, Label::number)));
        Map<PromptId, Uses> uses =
                read("""
                        select template_id, count(*) as count, max(used_at) as last from prompt_use
                        where template_id in (:ids) group by template_id""", templates, Uses.class).collect(Collectors.toMap(Uses::template, Function.identity()));
        Map<PromptId, TemplateMetadata> marks = new HashMap<>();
        for (PromptId template : templates) {
            Uses used = uses.get(template);
            marks.put(
                    template,
                    new TemplateMetadata(
                            favourites.contains(template),
                            tags.getOrDefault(template, List.of()),
                            labels.getOrDefault(template, Map.of()),
                            used == null ? 0 : used.count(),
                            used == null ? null : used.last()));
        }
        return marks;
    }
}
