package io.understudy.comparison;

import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class ComparisonNoteRepository {
    private final TypedJdbcClient jdbc;

    ComparisonNoteRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ComparisonNote> latest(String runs, UUID reader, int most) {
        return jdbc.sql("""
                        select id, words, view_path, author_name, written_at, written_by = ? as mine from comparison_note
                        where runs = ? order by written_at desc, id limit ?""")
                .params(reader, runs, most)
                .query(ComparisonNote.class)
                .list();
    }

    void add(String runs, String words, String viewPath, Actor by, Instant now) {
        jdbc.sql("insert into comparison_note (id, runs, words, view_path, written_by, author_name, written_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(UUID.randomUUID(), runs, words, viewPath, by.id(), by.name(), now)
                .update();
    }

    /** Empty unless this person wrote it. */
    Optional<String> runs(UUID note, UUID author) {
        return jdbc.sql("select runs from comparison_note where id = ? and written_by = ?")
                .params(note, author)
                .query(String.class)
                .optional();
    }

    void remove(UUID note) {
        jdbc.sql("delete from comparison_note where id = ?").param(note).update();
    }
}
