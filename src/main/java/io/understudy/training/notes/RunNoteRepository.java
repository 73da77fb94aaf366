package io.understudy.training.notes;

import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.training.RunId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Repository;

@Repository
class RunNoteRepository {
    private final TypedJdbcClient jdbc;

    RunNoteRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<RunNote> note(RunId run) {
        return jdbc.sql("select number, note as text, note_revision as revision, note_by_name as changed_by,"
                        + " note_at as changed_at from training_run where id = ?")
                .param(run)
                .query(RunNote.class)
                .optional();
    }

    Map<RunId, String> texts(Collection<RunId> runs) {
        return runs.isEmpty()
                ? Map.of()
                : jdbc.sql("select id, note from training_run where id in (:runs) and note <> ''")
                        .param("runs", runs)
                        .map(RunId.class, String.class);
    }

    /** @return false when someone else changed it since that revision */
    boolean write(RunId run, long revision, String text, Actor by, Instant now) {
        return jdbc.sql("update training_run set note = ?, note_revision = note_revision + 1, note_by_name = ?,"
                                + " note_at = ? where id = ? and note_revision = ?")
                        .params(text, by.name(), now, run, revision)
                        .update()
                == 1;
    }

    Map<RunId, List<String>> tags(Collection<RunId> runs) {
        return runs.isEmpty()
                ? Map.of()
                : jdbc.sql("select run_id, tag from run_tag where run_id in (:runs) order by run_id, tag")
                        .param("runs", runs)
                        .groups(RunId.class, String.class);
    }

    List<String> knownTags() {
        return jdbc.sql("select distinct tag from run_tag order by tag")
                .query(String.class)
                .list();
    }

    /** @return false when the run has it already */
    boolean tag(RunId run, String tag) {
        return jdbc.sql("insert into run_tag (run_id, tag) values (?, ?) on conflict do nothing")
                        .params(run, tag)
                        .update()
                == 1;
    }

    boolean removeTag(RunId run, String tag) {
        return jdbc.sql("delete from run_tag where run_id = ? and tag = ?")
                        .params(run, tag)
                        .update()
                == 1;
    }
}
