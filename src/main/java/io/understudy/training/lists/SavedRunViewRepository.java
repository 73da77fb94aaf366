package io.understudy.training.lists;

import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class SavedRunViewRepository {
    private final TypedJdbcClient jdbc;

    SavedRunViewRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A person's own, then those that others share. */
    List<SavedRunView> readableBy(UUID person) {
        return jdbc.sql("""
                        select id, owner_name, name, query, shared, owner = ? as mine from saved_run_view
                        where owner = ? or shared order by case when owner = ? then 0 else 1 end, name, owner_name""")
                .params(person, person, person)
                .query(SavedRunView.class)
                .list();
    }

    long count(UUID owner) {
        return jdbc.sql("select count(*) from saved_run_view where owner = ?")
                .param(owner)
                .query(Long.class)
                .single();
    }

    void add(String name, String query, boolean shared, Actor owner, Instant now) {
        jdbc.sql("insert into saved_run_view (id, owner, owner_name, name, query, shared, saved_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(UUID.randomUUID(), owner.id(), owner.name(), name, query, shared, now)
                .update();
    }

    void remove(UUID owner, String name) {
        jdbc.sql("delete from saved_run_view where owner = ? and name = ?")
                .params(owner, name)
                .update();
    }

    /** @return false when it is not this person's, or not there */
    boolean remove(UUID view, UUID owner) {
        return jdbc.sql("delete from saved_run_view where id = ? and owner = ?")
                        .params(view, owner)
                        .update()
                == 1;
    }
}
