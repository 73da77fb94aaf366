package io.understudy.training;

import io.understudy.characters.CharacterId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads runs for lists: one query per page, only the columns that are shown. */
@Repository
class RunLists {
    private static final String COLUMNS = """
            select id, number, row_version, character_id, backend, state, attempt, current_step, steps, loss, phase,
              sample_count, log_lines, heard_at, attempt_from_step, attempt_seconds, learning_rate, lora_rank, alpha,
              batch_size, launched_by, launched_by_name, launched_at, started_at, finished_at
            from training_run""";
    private static final Map<String, String> SORTABLE = Map.of(
            "number", "number",
            "state", "state",
            "steps", "steps",
            "rank", "lora_rank",
            "learningRate", "learning_rate",
            "loss", "loss",
            "launchedByName", "launched_by_name");
    private static final int EXPERIENCE = 5;

    private final JdbcClient client;

    RunLists(JdbcTemplate jdbc) {
        this.client = JdbcClient.create(jdbc);
    }

    /** A person who launched runs. */
    record Launcher(UUID id, String name) {}

    List<RunSummary> page(RunFilter filter, Pageable page) {
        List<Object> parameters = new ArrayList<>();
        String sql = COLUMNS + where(filter, parameters) + " order by " + order(page.getSort()) + " limit ? offset ?";
        parameters.add(page.getPageSize());
        parameters.add(page.getOffset());
        return client.sql(sql).params(parameters).query(RunLists::summary).list();
    }

    long count(RunFilter filter) {
        List<Object> parameters = new ArrayList<>();
        return client.sql("select count(*) from training_run" + where(filter, parameters))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    List<RunSummary> byNumbers(Collection<Long> numbers) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        return client.sql(COLUMNS + " where number in (:numbers) order by number")
                .param("numbers", numbers)
                .query(RunLists::summary)
                .list();
    }

    List<RunPulse> changedSince(Instant since) {
        return client.sql(COLUMNS + " where touched_at > ? order by touched_at")
                .param(Timestamp.from(since))
                .query((row, index) -> pulse(row))
                .list();
    }

    List<Launcher> launchers() {
        return client.sql("select launched_by, max(launched_by_name) as name from training_run"
                        + " group by launched_by order by name")
                .query((row, index) -> new Launcher(row.getObject("launched_by", UUID.class), row.getString("name")))
                .list();
    }

    long newestNumber() {
        return client.sql("select coalesce(max(number), 0) from training_run")
                .query(Long.class)
                .single();
    }

    /** How long a step took in the last undisturbed runs of this backend with this batch size, samples included. */
    Optional<Duration> timePerStep(String backend, int batchSize) {
        List<Duration> experience = client.sql(
                        "select started_at, finished_at, steps from training_run where state = 'SUCCEEDED'"
                                + " and attempt = 1 and backend = ? and batch_size = ? order by number desc limit ?")
                .params(backend, batchSize, EXPERIENCE)
                .query((row, index) -> Duration.between(instant(row, "started_at"), instant(row, "finished_at"))
                        .dividedBy(row.getInt("steps")))
                .list();
        return experience.stream().reduce(Duration::plus).map(sum -> sum.dividedBy(experience.size()));
    }

    private static String where(RunFilter filter, List<Object> parameters) {
        List<String> conditions = new ArrayList<>();
        CharacterId character = filter.character();
        if (character != null) {
            conditions.add("character_id = ?");
            parameters.add(character.value());
        }
        if (!filter.states().isEmpty()) {
            conditions.add("state in ("
                    + String.join(
                            ", ", filter.states().stream().map(state -> "?").toList()) + ")");
            filter.states().forEach(state -> parameters.add(state.name()));
        }
        UUID person = filter.launchedBy();
        if (person != null) {
            conditions.add("launched_by = ?");
            parameters.add(person);
        }
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static String order(Sort sort) {
        List<String> columns = new ArrayList<>();
        for (Sort.Order order : sort) {
            String column = SORTABLE.get(order.getProperty());
            if (column == null) {
                throw new IllegalArgumentException("Runs cannot be sorted by " + order.getProperty());
            }
            columns.add(column + (order.isAscending() ? " asc" : " desc"));
        }
        columns.add("number desc");
        return String.join(", ", columns);
    }

    private static RunSummary summary(ResultSet row, int index) throws SQLException {
        return new RunSummary(
                new RunId(row.getObject("id", UUID.class)),
                row.getLong("number"),
                new CharacterId(row.getObject("character_id", UUID.class)),
                row.getString("backend"),
                pulse(row),
                row.getDouble("learning_rate"),
                row.getInt("lora_rank"),
                row.getDouble("alpha"),
                row.getInt("batch_size"),
                row.getObject("launched_by", UUID.class),
                row.getString("launched_by_name"),
                instant(row, "launched_at"),
                nullableInstant(row, "started_at"),
                nullableInstant(row, "finished_at"));
    }

    private static RunPulse pulse(ResultSet row) throws SQLException {
        RunState state = RunState.valueOf(row.getString("state"));
        int step = row.getInt("current_step");
        int steps = row.getInt("steps");
        return new RunPulse(
                new RunId(row.getObject("id", UUID.class)),
                row.getLong("number"),
                state,
                row.getInt("attempt"),
                step,
                steps,
                row.getObject("loss", Double.class),
                row.getString("phase"),
                row.getInt("sample_count"),
                row.getInt("log_lines"),
                nullableInstant(row, "heard_at"),
                RunPulse.secondsLeft(
                        state, step - row.getInt("attempt_from_step"), row.getDouble("attempt_seconds"), steps - step),
                row.getLong("row_version"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
