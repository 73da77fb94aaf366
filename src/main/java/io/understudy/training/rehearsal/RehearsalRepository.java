package io.understudy.training.rehearsal;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.platform.core.Wording;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class RehearsalRepository {
    private static final String COLUMNS =
            "select id, state, step, planned_steps as steps, sample, queued_at as started_at from rehearsal";

    private final TypedJdbcClient jdbc;

    RehearsalRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<UUID> waiting() {
        return jdbc.sql("select id from rehearsal where state = 'RUNNING' and lease_until is null order by queued_at")
                .query(UUID.class)
                .list();
    }

    List<UUID> leasesOver(Instant now) {
        return jdbc.sql("select id from rehearsal where state = 'RUNNING' and lease_until < ?")
                .param(now)
                .query(UUID.class)
                .list();
    }

    Instant lastChange() {
        return jdbc.sql("select touched_at from rehearsal order by touched_at desc limit 1")
                .query(Instant.class)
                .optional()
                .orElse(Instant.EPOCH);
    }

    void forgetLines(RehearsalId id) {
        jdbc.sql("delete from rehearsal_line where rehearsal_id = ?").param(id).update();
    }

    void addLine(RehearsalId id, RehearsalFinding line) {
        String words = Wording.cut(line.words(), 600);
        jdbc.sql("insert into rehearsal_line (rehearsal_id, topic, passed, words) values (?, ?, ?, ?)")
                .params(id, line.topic(), line.passed(), words)
                .update();
    }

    Optional<Rehearsal> find(RehearsalId id) {
        return one(COLUMNS + " where id = ?", id);
    }

    Optional<Rehearsal> runningOf(UUID person) {
        return one(COLUMNS + " where started_by = ? and state = 'RUNNING' order by queued_at desc limit 1", person);
    }

    Optional<Rehearsal> latest(CharacterId character, String settings) {
        return one(
                COLUMNS + " where character_id = ? and settings_hash = ? order by queued_at desc limit 1",
                character,
                settings);
    }

    Optional<Rehearsal> latestDone(CharacterId character) {
        return one(COLUMNS + " where character_id = ? and state = 'DONE' order by queued_at desc limit 1", character);
    }

    Optional<Rehearsal> doneBefore(SnapshotId snapshot, String settings, Instant moment) {
        return one(
                COLUMNS + " where snapshot_hash = ? and settings_hash = ? and state = 'DONE' and finished_at <= ?"
                        + " order by queued_at desc limit 1",
                snapshot,
                settings,
                moment);
    }

    private Optional<Rehearsal> one(String sql, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(Row.class).optional().map(this::rehearsal);
    }

    private record Row(
            RehearsalId id,
            RehearsalState state,
            int step,
            int steps,
            @Nullable BlobHash sample,
            Instant startedAt) {}

    private Rehearsal rehearsal(Row row) {
        return new Rehearsal(
                row.id(), row.state(), row.step(), row.steps(), lines(row.id()), row.sample(), row.startedAt());
    }

    private List<RehearsalFinding> lines(RehearsalId id) {
        return jdbc
                .sql("select topic, passed, words from rehearsal_line where rehearsal_id = ?")
                .param(id)
                .query(RehearsalFinding.class)
                .list()
                .stream()
                .sorted(Comparator.comparing(RehearsalFinding::topic))
                .toList();
    }
}
