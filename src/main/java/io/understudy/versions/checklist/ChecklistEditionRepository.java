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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
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

    /** The newest first. */
    Page<ChecklistEdition> editions(Pageable page) {
        long all = jdbc.sql("select count(*) from checklist_template")
                .query(Long.class)
                .single();
        return new PageImpl<>(editions(page.getOffset(), page.getPageSize()), page, all);
    }

    private List<ChecklistEdition> editions(long skip, int most) {
        Map<Integer, List<ChecklistItem>> items =
                jdbc.sql("""
                        select t.edition, i.*, i.item_key as "key" from checklist_template_item i
                        join checklist_template t on t.id = i.template_id where t.edition in
                          (select edition from checklist_template order by edition desc
                           offset ? rows fetch next ? rows only)
                        order by i.position""").params(skip, most).groups(Integer.class, ChecklistItem.class);
        return jdbc.sql("""
                        select edition as number, created_by as "by", account_id as account, created_at as at, reason from checklist_template
                        order by edition desc offset ? rows fetch next ? rows only""")
                .params(skip, most)
                .query(ChecklistEdition.class, items)
                .list();
    }

    /** As the newest edition has it that knows it. */
    Optional<ChecklistItem> item(String key) {
        return jdbc.sql("""
                        select i.*, i.item_key as "key" from checklist_template_item i
                        join checklist_template t on t.id = i.template_id where i.item_key = ?
                        order by t.edition desc fetch first 1 rows only""").param(key).query(ChecklistItem.class).optional();
    }

    /**
     * Who shaped what this edition asks for: the person who published it, and those who were the last to add, change or
     * remove an item.
     */
    public Map<UUID, Deed> editors(UUID template) {
        int inForce = edition(template);
        List<ChecklistEdition> editions = editions(0, Integer.MAX_VALUE).stream()
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
