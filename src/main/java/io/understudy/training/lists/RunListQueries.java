package io.understudy.training.lists;

import io.understudy.characters.CharacterId;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.platform.search.SearchText;
import io.understudy.training.RunId;
import io.understudy.training.RunOutputSql;
import io.understudy.training.RunProgress;
import io.understudy.training.RunSummary;
import io.understudy.training.SamplePicture;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
public class RunListQueries {
    private static final String COLUMNS = """
            select id, id as run, number, row_version as revision, character_id, snapshot_hash, backend, state, attempt,
              current_step as step, steps, loss, phase, sample_count as samples, log_lines, reported_at,
              current_step - attempt_from_step as attempt_steps, attempt_seconds,
              earlier_seconds + attempt_seconds as seconds_trained, trigger_word, learning_rate, lora_rank as rank, alpha,
              batch_size, resolution, seed, lora_size, estimated_cost, note, loss_line, launched_by, launched_by_name, launched_at, started_at, finished_at,
              archived_at
            from training_run""";
    private static final int EXPERIENCE = 5;

    private final TypedJdbcClient client;

    RunListQueries(TypedJdbcClient client) {
        this.client = client;
    }

    public record Launcher(UUID id, String name) {}

    /**
     * @param named the characters whose name has the filter's text in it
     * @param skip rows behind the cursor that are left out
     */
    public List<RunSummary> page(
            RunFilter filter,
            Collection<CharacterId> named,
            RunSort sort,
            @Nullable RunCursor after,
            int skip,
            int most) {
        RunListSql conditions = new RunListSql(filter, named).behind(sort, after);
        List<Object> parameters = conditions.parameters();
        parameters.add(most);
        parameters.add(skip);
        return client.sql(COLUMNS + conditions.where() + RunListSql.orderBy(sort) + " limit ? offset ?")
                .params(parameters)
                .query(RunSummary.class)
                .list();
    }

    /** The place behind a run; what its row does not hold is read as the order has it. */
    public RunCursor behind(RunSummary run, RunSort sort) {
        return new RunCursor(
                switch (sort.column()) {
                    case COST -> value(run, sort.column(), BigDecimal.class);
                    case TAGS, NOTE -> value(run, sort.column(), String.class);
                    default -> RunCursor.value(run, sort.column());
                },
                run.number());
    }

    private <V> @Nullable V value(RunSummary run, RunColumn column, Class<V> type) {
        return client.sql("select " + column.expression() + " from training_run where id = ?")
                .param(run.id())
                .query(type)
                .optional()
                .orElse(null);
    }

    public long count(RunFilter filter, Collection<CharacterId> named) {
        RunListSql conditions = new RunListSql(filter, named);
        return client.sql("select count(*) from training_run" + conditions.where())
                .params(conditions.parameters())
                .query(Long.class)
                .single();
    }

    /** How many of the runs that fit have a higher number. */
    public long countNewer(RunFilter filter, Collection<CharacterId> named, long number) {
        RunListSql conditions = new RunListSql(filter, named)
                .behind(new RunSort(RunColumn.NUMBER, true), new RunCursor(number, number));
        return client.sql("select count(*) from training_run" + conditions.where())
                .params(conditions.parameters())
                .query(Long.class)
                .single();
    }

    public Set<Long> numbers(RunFilter filter, Collection<CharacterId> named) {
        RunListSql conditions = new RunListSql(filter, named);
        return Set.copyOf(client.sql("select number from training_run" + conditions.where())
                .params(conditions.parameters())
                .query(Long.class)
                .list());
    }

    public List<RunSummary> byNumbers(Collection<Long> numbers) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        return client.sql(COLUMNS + " where number in (:numbers) order by number")
                .param("numbers", numbers)
                .query(RunSummary.class)
                .list();
    }

    /** The first picture of the last step at which each run generated some. */
    public Map<RunId, SamplePicture> lastSamples(Collection<RunId> runs) {
        return runs.isEmpty()
                ? Map.of()
                : client.sql("""
                        select run_id, step, prompt, seed, picture from
                          (select entry.*, row_number() over
                              (partition by run_id order by step desc, attempt desc, position) as place
                           from run_sample entry where run_id in (:runs) and %s) newest
                        where place = 1""".formatted(RunOutputSql.VALID))
                        .param("runs", runs)
                        .map(RunId.class, SamplePicture.class);
    }

    /**
     * Runs by “run” and their number, by trigger word or character; that with this very number first, then the newest.
     *
     * @param named may be empty
     */
    public List<RunSummary> find(SearchText text, Collection<CharacterId> named) {
        return client.sql(COLUMNS
                        + " where 'run ' || number like :pattern escape '!' or lower(trigger_word) like :pattern escape '!'"
                        + (named.isEmpty() ? "" : " or character_id in (:named)")
                        + " order by case when number = :number then 0 else 1 end, number desc limit :most")
                .param("number", text.number())
                .param("pattern", text.anywhere())
                .param("named", named)
                .param("most", SearchText.MOST)
                .query(RunSummary.class)
                .list();
    }

    public List<RunSummary> worked() {
        return client.sql(COLUMNS + " where state in ('PREPARING', 'RUNNING', 'COLLECTING') order by number")
                .query(RunSummary.class)
                .list();
    }

    public Optional<String> backendOfWaiting(RunId run) {
        return client.sql("select backend from training_run where id = ? and state = 'QUEUED'")
                .param(run)
                .query(String.class)
                .optional();
    }

    public List<RunProgress> changedSince(Instant since) {
        return client.sql(COLUMNS + " where touched_at > ? order by touched_at")
                .param(since)
                .query(RunProgress.class)
                .list();
    }

    public List<Launcher> launchers() {
        return client.sql("select launched_by as id, max(launched_by_name) as name from training_run"
                        + " group by launched_by order by name")
                .query(Launcher.class)
                .list();
    }

    public List<String> backends() {
        return client.sql("select distinct backend from training_run order by backend")
                .query(String.class)
                .list();
    }

    public long newestNumber() {
        return client.sql("select coalesce(max(number), 0) from training_run")
                .query(Long.class)
                .single();
    }

    /** How long a step took in the last undisturbed runs of this backend with this batch size, samples included. */
    public Optional<Duration> timePerStep(String backend, int batchSize) {
        record Undisturbed(Instant startedAt, Instant finishedAt, int steps) {}
        List<Duration> experience = client
                .sql("select started_at, finished_at, steps from training_run where state = 'SUCCEEDED'"
                        + " and attempt = 1 and backend = ? and batch_size = ? order by number desc limit ?")
                .params(backend, batchSize, EXPERIENCE)
                .query(Undisturbed.class)
                .list()
                .stream()
                .map(run -> Duration.between(run.startedAt(), run.finishedAt()).dividedBy(run.steps()))
                .toList();
        return experience.stream().reduce(Duration::plus).map(sum -> sum.dividedBy(experience.size()));
    }

    /** As {@link #timePerStep}, of the time that cards computed; without what a job waited for them. */
    public Optional<Duration> computedPerStep(String backend, int batchSize) {
        return client.sql("select avg(attempt_seconds / steps) from (select attempt_seconds, steps from training_run"
                        + " where state = 'SUCCEEDED' and attempt = 1 and attempt_seconds > 0 and backend = ?"
                        + " and batch_size = ? order by number desc limit ?) lately")
                .params(backend, batchSize, EXPERIENCE)
                .query(Double.class)
                .optional()
                .map(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    List<TrackRecordService.Ended> ended(CharacterId character) {
        return client.sql("""
                        select id, backend, steps, learning_rate, lora_rank as rank, alpha, batch_size, resolution, state
                        from training_run
                        where character_id = ? and state in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'LOST')
                        order by number desc""")
                .param(character)
                .query(TrackRecordService.Ended.class)
                .list();
    }
}
