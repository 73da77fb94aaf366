package io.understudy.training.rehearsal;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class RehearsalRepository {
    /** A server that is alive writes every second or so; encoding the pictures may take longer. */
    static final Duration SILENCE = Duration.ofMinutes(2);

    private static final String COLUMNS =
            "select id, state, step, steps, sample, started_by_name, started_at, reported_at, finished_at from rehearsal";

    private final TypedJdbcClient jdbc;

    RehearsalRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(
            RehearsalId id,
            CharacterId character,
            SnapshotId snapshot,
            String settings,
            int steps,
            Actor by,
            Instant now) {
        jdbc.sql(
                        "insert into rehearsal (id, character_id, snapshot_hash, settings_hash, state, steps, step, started_by,"
                                + " started_by_name, started_at, reported_at) values (?, ?, ?, ?, 'RUNNING', ?, 0, ?, ?, ?, ?)")
                .params(id, character, snapshot, settings, steps, by.id(), by.name(), now, now)
                .update();
    }

    /** Notes that it is still running; false when it is over. */
    boolean advance(RehearsalId id, int step, Instant now) {
        return jdbc.sql("update rehearsal set step = ?, reported_at = ? where id = ? and state = 'RUNNING'")
                        .params(step, now, id)
                        .update()
                > 0;
    }

    /** Notes that it is still running without a further step; false when it is over. */
    boolean touch(RehearsalId id, Instant now) {
        return jdbc.sql("update rehearsal set reported_at = ? where id = ? and state = 'RUNNING'")
                        .params(now, id)
                        .update()
                > 0;
    }

    boolean end(RehearsalId id, RehearsalState state, Instant now) {
        return jdbc.sql("update rehearsal set state = ?, finished_at = ? where id = ? and state = 'RUNNING'")
                        .params(state, now, id)
                        .update()
                > 0;
    }

    void keepSample(RehearsalId id, BlobHash sample) {
        jdbc.sql("update rehearsal set sample = ? where id = ?")
                .params(sample, id)
                .update();
    }

    void addLine(RehearsalId id, RehearsalFinding line) {
        String words =
                line.words().length() <= 600 ? line.words() : line.words().substring(0, 599) + "…";
        jdbc.sql("insert into rehearsal_line (rehearsal_id, topic, passed, words) values (?, ?, ?, ?)")
                .params(id, line.topic(), line.passed(), words)
                .update();
    }

    Optional<Rehearsal> find(RehearsalId id, Instant now) {
        return one(COLUMNS + " where id = ?", now, id);
    }

    Optional<Rehearsal> runningOf(UUID person, Instant now) {
        return one(
                COLUMNS
                        + " where started_by = ? and state = 'RUNNING' and reported_at > ? order by started_at desc limit 1",
                now,
                person,
                now.minus(SILENCE));
    }

    Optional<Rehearsal> latest(CharacterId character, String settings, Instant now) {
        return one(
                COLUMNS + " where character_id = ? and settings_hash = ? order by started_at desc limit 1",
                now,
                character,
                settings);
    }

    Optional<Rehearsal> doneBefore(SnapshotId snapshot, String settings, Instant moment, Instant now) {
        return one(
                COLUMNS + " where snapshot_hash = ? and settings_hash = ? and state = 'DONE' and finished_at <= ?"
                        + " order by started_at desc limit 1",
                now,
                snapshot,
                settings,
                moment);
    }

    private Optional<Rehearsal> one(String sql, Instant now, Object... parameters) {
        return jdbc.sql(sql).params(parameters).query(Row.class).optional().map(row -> rehearsal(row, now));
    }

    private record Row(
            RehearsalId id,
            RehearsalState state,
            int step,
            int steps,
            @Nullable BlobHash sample,
            String startedByName,
            Instant startedAt,
            Instant reportedAt,
            @Nullable Instant finishedAt) {}

    private Rehearsal rehearsal(Row row, Instant now) {
        return new Rehearsal(
                row.id(),
                row.state(),
                row.step(),
                row.steps(),
                lines(row.id()),
                row.sample(),
                row.startedByName(),
                row.startedAt(),
                row.finishedAt(),
                row.state() == RehearsalState.RUNNING && row.reportedAt().isBefore(now.minus(SILENCE)));
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
