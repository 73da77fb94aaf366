package io.understudy.providers.comfy;

import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

@Repository
class ComfyCancelRepository {
    private final TypedJdbcClient jdbc;

    ComfyCancelRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param wantedAt when a person wished it */
    record Cancel(String graph, String server, Instant wantedAt) {}

    void add(Cancel cancel) {
        jdbc.sql("""
                        insert into comfy_cancel (graph, server, wanted_at) values (:graph, :server, :wantedAt)
                        on conflict do nothing""").paramSource(cancel).update();
    }

    List<String> all() {
        return jdbc.sql("select graph from comfy_cancel order by wanted_at, graph")
                .query(String.class)
                .list();
    }

    /** Those that one of the servers is to be asked for. */
    int count(Collection<String> servers) {
        return jdbc.sql("select count(*) from comfy_cancel where server in (:servers)")
                .param("servers", servers)
                .query(Integer.class)
                .single();
    }

    Optional<Cancel> find(String graph) {
        return jdbc.sql("select graph, server, wanted_at from comfy_cancel where graph = ?")
                .param(graph)
                .query(Cancel.class)
                .optional();
    }

    void remove(String graph) {
        jdbc.sql("delete from comfy_cancel where graph = ?").param(graph).update();
    }
}
