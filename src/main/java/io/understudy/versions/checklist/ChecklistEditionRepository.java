package io.understudy.versions.checklist;

import io.understudy.identity.Role;
import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.versions.checklist.evidence.Evidence;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;

/** The editions of the checklist. One that is stored never changes. */
@Repository
public class ChecklistEditionRepository {
    private final TypedJdbcClient jdbc;

    ChecklistEditionRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public UUID newest() {
        return jdbc.sql("select id from checklist_template order by edition desc fetch first 1 rows only")
                .query(UUID.class)
                .single();
    }

    public List<ChecklistItem> items(UUID template) {
        Map<String, List<MeasureRule>> measures = measures(template);
        return jdbc.sql("""
                        select item_key, position, title, hint, pictures_wanted, evidence_kinds, ticked_by, verdict,
                            file_required
                        from checklist_template_item where template_id = ? order by position""")
                .param(template)
                .query((row, line) -> new ChecklistItem(
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        kinds(row.getString(6)),
                        Role.valueOf(row.getString(7)),
                        measures.getOrDefault(row.getString(1), List.of()),
                        VerdictRule.valueOf(row.getString(8)),
                        row.getBoolean(9)))
                .list();
    }

    private Map<String, List<MeasureRule>> measures(UUID template) {
        record OfItem(String itemKey, MeasureRule rule) {}
        return jdbc.sql("""
                        select item_key, measure as kind, bound as "limit", required from checklist_template_measure
                        where template_id = ? order by item_key, position""").param(template).query(OfItem.class).list().stream()
                .collect(Collectors.groupingBy(OfItem::itemKey, Collectors.mapping(OfItem::rule, Collectors.toList())));
    }

    public int edition(UUID template) {
        return jdbc.sql("select edition from checklist_template where id = ?")
                .param(template)
                .query(Integer.class)
                .single();
    }

    List<ChecklistEdition> editions() {
        return jdbc.sql("select id, edition, created_by, created_at, reason from checklist_template"
                        + " order by edition desc")
                .query((row, line) -> new ChecklistEdition(
                        row.getInt(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5),
                        items(row.getObject(1, UUID.class))))
                .list();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when this edition was made meanwhile */
    void add(int edition, List<ChecklistItem> items, Actor by, Instant at, String reason) {
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into checklist_template (id, edition, created_at, created_by, reason) values (?, ?, ?, ?, ?)")
                .params(id, edition, at, by.name(), reason)
                .update();
        items.forEach(item -> jdbc.sql("""
                        insert into checklist_template_item (template_id, position, item_key, title, hint,
                            pictures_wanted, evidence_kinds, ticked_by, verdict, file_required)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        item.position(),
                        item.key(),
                        item.title(),
                        item.hint(),
                        item.picturesWanted(),
                        item.accepts().stream().map(Enum::name).sorted().collect(Collectors.joining(",")),
                        item.tickedBy(),
                        item.verdict(),
                        item.fileRequired())
                .update());
        items.forEach(item -> addMeasures(id, item));
    }

    private void addMeasures(UUID template, ChecklistItem item) {
        for (int position = 0; position < item.measures().size(); position++) {
            MeasureRule rule = item.measures().get(position);
            jdbc.sql("""
                            insert into checklist_template_measure (template_id, item_key, position, measure, bound,
                                required) values (?, ?, ?, ?, ?, ?)""")
                    .params(template, item.key(), position + 1, rule.kind(), rule.limit(), rule.required())
                    .update();
        }
    }

    public int size(UUID template) {
        return jdbc.sql("select count(*) from checklist_template_item where template_id = ?")
                .param(template)
                .query(Integer.class)
                .single();
    }

    /** Kinds that a stored edition names and this product does not take are left out. */
    private static Set<Evidence.Kind> kinds(String names) {
        Set<String> wanted = Set.of(names.split(","));
        Set<Evidence.Kind> kinds = EnumSet.noneOf(Evidence.Kind.class);
        Arrays.stream(Evidence.Kind.values())
                .filter(kind -> wanted.contains(kind.name()))
                .forEach(kinds::add);
        return kinds;
    }
}
