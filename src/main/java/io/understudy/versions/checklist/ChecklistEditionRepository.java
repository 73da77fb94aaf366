package io.understudy.versions.checklist;

import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.versions.registry.Deed;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
        return jdbc.sql(
                        "select i.*, i.item_key as \"key\" from checklist_template_item i where template_id = ? order by position")
                .param(template)
                .query(ChecklistItem.class)
                .list();
    }

    public int edition(UUID template) {
        return jdbc.sql("select edition from checklist_template where id = ?")
                .param(template)
                .query(Integer.class)
                .single();
    }

    List<ChecklistEdition> editions() {
        Map<Integer, List<ChecklistItem>> items = jdbc.sql("""
                        select t.edition, i.*, i.item_key as "key" from checklist_template_item i
                        join checklist_template t on t.id = i.template_id order by i.position""").groups(Integer.class, ChecklistItem.class);
        return jdbc.sql("""
                        select edition as number, created_by as "by", account_id as account, created_at as at, reason from checklist_template
                        order by edition desc""").query(ChecklistEdition.class, items).list();
    }

    /**
     * Who shaped what this edition asks for: the person who published it, and those who were the last to add, change or
     * remove an item.
     */
    public Map<UUID, Deed> editors(UUID template) {
        int inForce = edition(template);
        List<ChecklistEdition> editions = editions().stream()
                .filter(edition -> edition.number() <= inForce)
                .toList();
        Map<UUID, Deed> editors = new HashMap<>();
        Set<String> settled = new HashSet<>();
        for (int i = 0; i < editions.size(); i++) {
            ChecklistEdition edition = editions.get(i);
            boolean shaped = i + 1 < editions.size() && settled.addAll(edition.changedSince(editions.get(i + 1)));
            UUID account = edition.account();
            if (account != null && (shaped || i == 0)) {
                editors.putIfAbsent(
                        account,
                        new Deed(
                                "edited the checklist in force (edition %d)".formatted(edition.number()),
                                edition.at(),
                                true));
            }
        }
        return editors;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when this edition was made meanwhile */
    void add(int edition, List<ChecklistItem> items, Actor by, Instant at, String reason) {
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into checklist_template (id, edition, created_at, created_by, account_id, reason)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(id, edition, at, by.name(), by.id(), reason)
                .update();
        items.forEach(
                item -> jdbc.sql("""
                        insert into checklist_template_item (template_id, position, item_key, title, hint,
                            pictures_wanted, accepts, ticked_by, measures, verdict, file_required)
                        values (:template, :position, :key, :title, :hint, :picturesWanted, :accepts, :tickedBy, :measures,
                            :verdict, :fileRequired)""").paramSource(item).param("template", id).update());
    }

    public Map<UUID, Integer> sizes(Collection<UUID> templates) {
        return jdbc.sql("""
                        select template_id, count(*) from checklist_template_item where template_id in (:templates)
                        group by template_id""").param("templates", templates).map(UUID.class, Integer.class);
    }
}
