package io.understudy.prompts.templates.library;

import io.understudy.characters.CharacterId;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateMetadata;
import io.understudy.prompts.templates.TemplateUsage;
import io.understudy.prompts.templates.UsageKind;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class TemplateMetadataRepository {
    private final TypedJdbcClient jdbc;
    private final Batches batches;

    TemplateMetadataRepository(TypedJdbcClient jdbc, Batches batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    private record Uses(long count, Instant last) {}

    private record Label(String label, int number) {}

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
        Map<PromptId, List<String>> tags = jdbc.sql(
                        "select template_id, tag from prompt_tag where template_id in (:ids) order by tag")
                .param("ids", templates)
                .groups(PromptId.class, String.class);
        Map<PromptId, List<Label>> labels = jdbc.sql(
                        "select template_id, label, number from prompt_label where template_id in (:ids)")
                .param("ids", templates)
                .groups(PromptId.class, Label.class);
        Map<PromptId, Uses> uses = jdbc.sql("""
                        select template_id, count(*) as count, max(used_at) as last from prompt_use
                        where template_id in (:ids) group by template_id""").param("ids", templates).map(PromptId.class, Uses.class);
        Map<PromptId, TemplateMetadata> marks = new HashMap<>();
        for (PromptId template : templates) {
            Uses used = uses.get(template);
            marks.put(
                    template,
                    new TemplateMetadata(
                            favourites.contains(template),
                            tags.getOrDefault(template, List.of()),
                            labels.getOrDefault(template, List.of()).stream()
                                    .collect(Collectors.toMap(Label::label, Label::number)),
                            used == null ? 0 : used.count(),
                            used == null ? null : used.last()));
        }
        return marks;
    }

    void favour(PromptId template, UUID account) {
        jdbc.sql("insert into prompt_favourite (account_id, template_id) values (?, ?) on conflict do nothing")
                .params(account, template)
                .update();
    }

    void removeFavourite(PromptId template, UUID account) {
        jdbc.sql("delete from prompt_favourite where account_id = ? and template_id = ?")
                .params(account, template)
                .update();
    }

    SortedSet<String> tags(PromptId template) {
        return new TreeSet<>(jdbc.sql("select tag from prompt_tag where template_id = ?")
                .param(template)
                .query(String.class)
                .list());
    }

    void replaceTags(PromptId template, Set<String> tags) {
        jdbc.sql("delete from prompt_tag where template_id = ?").param(template).update();
        batches.update(
                "insert into prompt_tag (template_id, tag) values (?, ?) on conflict do nothing",
                tags,
                (tag, position) -> Batches.row(template, tag));
    }

    void used(PromptId template, int number, UsageKind way, @Nullable CharacterId character, UUID by, Instant now) {
        jdbc.sql("""
                        insert into prompt_use (id, template_id, number, way, character_id, used_by, used_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(UUID.randomUUID(), template, number, way)
                .param(character)
                .params(by, now)
                .update();
    }

    /** @param since from when on uses are counted as late ones */
    TemplateUsage usage(PromptId template, Instant since) {
        record Totals(long allUses, long people, @Nullable Instant last, long lately) {}
        Totals totals =
                jdbc.sql("""
                        select count(*) as all_uses, count(distinct used_by) as people, max(used_at) as last,
                            coalesce(sum(case when used_at >= ? then 1 else 0 end), 0) as lately
                        from prompt_use where template_id = ?""").params(since, template).query(Totals.class).single();
        return new TemplateUsage(
                totals.allUses(),
                totals.lately(),
                totals.people(),
                totals.last(),
                uses(template, "way", UsageKind.class),
                uses(template, "number", Integer.class));
    }

    private <K> Map<K, Long> uses(PromptId template, String column, Class<K> type) {
        return jdbc.sql("select %1$s, count(*) from prompt_use where template_id = ? group by %1$s order by %1$s"
                        .formatted(column))
                .param(template)
                .map(type, Long.class);
    }
}
