package io.understudy.training.runs;

import io.understudy.platform.jobs.JobLease;
import io.understudy.storage.BlobHash;
import io.understudy.training.LogLine;
import io.understudy.training.MetricPoint;
import io.understudy.training.RunContribution;
import io.understudy.training.RunId;
import io.understudy.training.SamplePicture;
import io.understudy.training.backends.api.JobParameters.JobSample;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.queue.FairQueue;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
public class RunOutputRepository {
    /** Not overtaken by a later attempt that began before this row's step. */
    private static final String VALID = """
            not exists (select 1 from run_attempt later where later.run_id = entry.run_id
                and later.attempt > entry.attempt and later.from_step < entry.step)""";

    public record Checkpoint(int step, BlobHash state, long size) {}

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    RunOutputRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
    }

    /** Once is enough; nobody is ever taken out. */
    void contribute(RunId run, UUID account, RunContribution.Deed deed) {
        jdbc.update(
                "insert into run_contribution (run_id, account_id, kind) values (?, ?, ?) on conflict do nothing",
                run.value(),
                account,
                deed.name());
    }

    List<RunContribution> contributions(RunId run) {
        return client.sql("select account_id, kind from run_contribution where run_id = ? order by kind, account_id")
                .param(run.value())
                .query((row, number) -> new RunContribution(
                        row.getObject("account_id", UUID.class), RunContribution.Deed.valueOf(row.getString("kind"))))
                .list();
    }

    public void addAttempt(JobLease<RunId> lease, int fromStep, Instant now) {
        jdbc.update(
                "insert into run_attempt (run_id, attempt, from_step, started_at, worker) values (?, ?, ?, ?, ?)",
                lease.job().value(),
                lease.attempt(),
                fromStep,
                Timestamp.from(now),
                lease.worker());
    }

    public void addPoints(JobLease<RunId> lease, List<MetricReading> readings) {
        jdbc.batchUpdate(
                "insert into run_point (run_id, attempt, step, loss, learning_rate, seconds) values (?, ?, ?, ?, ?, ?)",
                readings,
                readings.size(),
                (row, reading) -> {
                    row.setObject(1, lease.job().value());
                    row.setInt(2, lease.attempt());
                    row.setInt(3, reading.step());
                    row.setDouble(4, reading.loss());
                    row.setDouble(5, reading.learningRate());
                    row.setDouble(6, reading.seconds());
                });
    }

    public void addSample(
            JobLease<RunId> lease, int step, int position, JobSample sample, BlobHash picture, Instant now) {
        jdbc.update(
                "insert into run_sample (run_id, attempt, step, position, prompt, seed, picture, drawn_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                lease.job().value(),
                lease.attempt(),
                step,
                position,
                sample.prompt(),
                sample.seed(),
                picture.hex(),
                Timestamp.from(now));
    }

    public void addCheckpoint(JobLease<RunId> lease, Checkpoint checkpoint, Instant now) {
        jdbc.update(
                "insert into run_checkpoint (run_id, attempt, step, state, size, saved_at) values (?, ?, ?, ?, ?, ?)",
                lease.job().value(),
                lease.attempt(),
                checkpoint.step(),
                checkpoint.state().hex(),
                checkpoint.size(),
                Timestamp.from(now));
    }

    public void addLines(RunId run, int first, List<String> lines, Instant now) {
        int[] position = {first};
        jdbc.batchUpdate(
                "insert into run_log_line (run_id, position, written_at, line) values (?, ?, ?, ?)",
                lines,
                Math.max(1, lines.size()),
                (row, line) -> {
                    row.setObject(1, run.value());
                    row.setInt(2, position[0]++);
                    row.setTimestamp(3, Timestamp.from(now));
                    row.setString(4, line.length() <= 2000 ? line : line.substring(0, 1999) + "…");
                });
    }

    public Optional<Checkpoint> lastCheckpoint(RunId run) {
        return client.sql("select step, state, size from run_checkpoint entry where run_id = ? and " + VALID
                        + " order by step desc fetch first 1 rows only")
                .param(run.value())
                .query((row, index) ->
                        new Checkpoint(row.getInt("step"), new BlobHash(row.getString("state")), row.getLong("size")))
                .optional();
    }

    /** Points after a step, in order, without those that a later attempt took back. */
    List<MetricPoint> points(RunId run, int afterStep) {
        return client.sql("select step, loss, learning_rate, seconds from run_point entry"
                        + " where run_id = ? and step > ? and " + VALID + " order by step")
                .params(run.value(), afterStep)
                .query((row, index) -> new MetricPoint(
                        row.getInt("step"),
                        row.getDouble("loss"),
                        row.getDouble("learning_rate"),
                        row.getDouble("seconds")))
                .list();
    }

    /**
     * A step at which two attempts made samples, such as the one before the first step, has the pictures of the later
     * one.
     */
    List<SamplePicture> samples(RunId run) {
        return client.sql("select step, prompt, seed, picture from run_sample entry where run_id = ? and " + VALID
                        + " and not exists (select 1 from run_sample again where again.run_id = entry.run_id"
                        + " and again.step = entry.step and again.position = entry.position"
                        + " and again.attempt > entry.attempt) order by step, position")
                .param(run.value())
                .query((row, index) -> new SamplePicture(
                        row.getInt("step"),
                        row.getString("prompt"),
                        row.getLong("seed"),
                        new BlobHash(row.getString("picture"))))
                .list();
    }

    List<LogLine> lines(RunId run, int from, int before, int most) {
        return client.sql("select position, written_at, line from run_log_line"
                        + " where run_id = ? and position >= ? and position < ? order by position desc limit ?")
                .params(run.value(), from, before, most)
                .query((row, index) -> new LogLine(
                        row.getInt("position"),
                        row.getObject("written_at", OffsetDateTime.class).toInstant(),
                        row.getString("line")))
                .list()
                .reversed();
    }

    public List<FairQueue.Waiting> waiting(String backend) {
        return client.sql("""
                        select run.id, run.number, run.launched_by, run.queued_at, run.queue_pin,
                            max(attempt.started_at) as last_start
                        from training_run run left join run_attempt attempt on attempt.run_id = run.id
                        where run.state = 'QUEUED' and run.backend = ?
                        group by run.id, run.number, run.launched_by, run.queued_at, run.queue_pin""")
                .param(backend)
                .query((row, index) -> {
                    Instant queuedAt =
                            row.getObject("queued_at", OffsetDateTime.class).toInstant();
                    OffsetDateTime lastStart = row.getObject("last_start", OffsetDateTime.class);
                    return new FairQueue.Waiting(
                            new RunId(row.getObject("id", UUID.class)),
                            row.getLong("number"),
                            row.getObject("launched_by", UUID.class),
                            queuedAt,
                            // A resumed run is queued again after its last start; an interrupted one kept its place.
                            lastStart != null && !queuedAt.isAfter(lastStart.toInstant()),
                            row.getObject("queue_pin", Integer.class));
                })
                .list();
    }

    public Map<UUID, Instant> lastStarts(String backend) {
        Map<UUID, Instant> starts = new HashMap<>();
        client.sql("""
                        select run.launched_by, max(attempt.started_at) as last_start
                        from run_attempt attempt join training_run run on run.id = attempt.run_id
                        where run.backend = ? and run.launched_by in
                            (select launched_by from training_run where state = 'QUEUED' and backend = ?)
                        group by run.launched_by""").params(backend, backend).query(row -> {
            starts.put(
                    row.getObject("launched_by", UUID.class),
                    row.getObject("last_start", OffsetDateTime.class).toInstant());
        });
        return starts;
    }

    public List<UUID> leasesOver(Instant now) {
        return client.sql("select id from training_run where state in ('PREPARING', 'RUNNING', 'COLLECTING')"
                        + " and lease_until < ? order by number")
                .param(Timestamp.from(now))
                .query((row, index) -> row.getObject("id", UUID.class))
                .list();
    }
}
