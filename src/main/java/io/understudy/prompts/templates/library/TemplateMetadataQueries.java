package io.understudy.prompts.templates.library;

import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateMetadata;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TemplateMetadataQueries {
    private final JdbcClient jdbc;

    TemplateMetadataQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Uses(long count, Instant last) {}

    Map<PromptId, TemplateMetadata> of(Collection<PromptId> templates, UUID viewer) {
        if (templates.isEmpty()) {
            return Map.of();
        }
        List<UUID> ids = templates.stream().map(PromptId::value).toList();
        Set<UUID> favourites = new HashSet<>(jdbc.sql(
                        "select template_id from prompt_favourite where account_id = :viewer and template_id in (:ids)")
                .param("viewer", viewer)
                .param("ids", ids)
                .query((row, index) -> row.getObject(1, UUID.class))
                .list());
        Map<UUID, List<String>> tags = new HashMap<>();
        jdbc.sql("select template_id, tag from prompt_tag where template_id in (:ids) order by tag")
                .param("ids", ids)
                .query(row -> {
                    tags.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(row.getString(2));
                });
        Map<UUID, Map<String, Integer>> labels = new HashMap<>();
        jdbc.sql("select template_id, label, number from prompt_label where template_id in (:ids)")
                .param("ids", ids)
                .query(row -> {
                    labels.computeIfAbsent(row.getObject(1, UUID.class), id -> new HashMap<>())
                            .put(row.getString(2), row.getInt(3));
                });
        Map<UUID, Uses> uses = new HashMap<>();
        jdbc.sql("""
                        select template_id, count(*), max(used_at) from prompt_use
                        where template_id in (:ids) group by template_id""").param("ids", ids).query(row -> {
            uses.put(
                    row.getObject(1, UUID.class),
                    new Uses(
                            row.getLong(2),
                            row.getObject(3, OffsetDateTime.class).toInstant()));
        });
        Map<PromptId, TemplateMetadata> marks = new HashMap<>();
        for (PromptId template : templates) {
            UUID id = template.value();
            Uses used = uses.get(id);
            marks.put(
                    template,
                    new TemplateMetadata(
                            favourites.contains(id),
                            tags.getOrDefault(id, List.of()),
                            labels.getOrDefault(id, Map.of()),
                            used == null ? 0 : used.count(),
                            used == null ? null : used.last()));
        }
        return marks;
    }
}
