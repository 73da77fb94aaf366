package io.understudy.training.runs;

import io.understudy.characters.CharacterId;
import io.understudy.platform.core.Wording;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.platform.jobs.JobLease;
import io.understudy.storage.BlobHash;
import io.understudy.training.LogLine;
import io.understudy.training.MetricPoint;
import io.understudy.training.RunContribution;
import io.understudy.training.RunId;
import io.understudy.training.RunOutputSql;
import io.understudy.training.RunSample;
import io.understudy.training.RunState;
import io.understudy.training.SamplePicture;
import io.understudy.training.SamplePrompt;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.queue.FairQueue;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
public class RunOutputRepository {
    public record Checkpoint(int step, BlobHash state, long size) {}

    private final TypedJdbcClient client;
    private final Batches batches;

    RunOutputRepository(TypedJdbcClient client, Batches batches) {
        this.client = client;
        this.batches = batches;
    }

    /** Once is enough; nobody is ever taken out. */
    public void contribute(RunId run, UUID account, RunContribution.Deed deed, Instant now) {
        client.sql("insert into run_contribution (run_id, account_id, kind, done_at) values (?, ?, ?, ?)"
                        + " on conflict do nothing")
                .params(run, account, deed, now)
                .update();
    }

    void contributeToUnfinished(String backend, UUID account, RunContribution.Deed deed, Instant now) {
        client.sql("""
                        insert into run_contribution (run_id, account_id, kind, done_at)
                        select id, cast(:account as uuid), cast(:deed as varchar(24)),
                            cast(:now as timestamp(6) with time zone)
                        from training_run where backend = :backend and state in (:states) on conflict do nothing""")
                .param("account", account)
                .param("deed", deed)
                .param("now", now)
                .param("backend", backend)
                .param("states", RunState.unfinished())
                .update();
    }

    Map<RunId, List<UUID>> contributors(Collection<RunId> runs) {
        return runs.isEmpty()
                ? Map.of()
                : client.sql("select distinct run_id, account_id from run_contribution where run_id in (:runs)")
                        .param("runs", runs)
                        .groups(RunId.class, UUID.class);
    }

    List<RunContribution> contributions(RunId run) {
        return client.sql("select account_id, kind as deed, done_at as at from run_contribution where run_id = ?"
                        + " order by kind, account_id")
                .param(run)
                .query(RunContribution.class)
                .list();
    }

    public void addAttempt(JobLease<RunId> lease, int fromStep, Instant now) {
        client.sql("insert into run_attempt (run_id, attempt, from_step, started_at, worker) values (?, ?, ?, ?, ?)")
                .params(lease.job(), lease.attempt(), fromStep, now, lease.worker())
                .update();
    }

    /** @param smoothed the smoothed loss at each of the readings */
    public void addPoints(JobLease<RunId> lease, List<MetricReading> readings, List<Double> smoothed) {
        batches.update(
                "insert into run_point (run_id, attempt, step, loss, smoothed, learning_rate, seconds)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                readings,
                (reading, position) -> Batches.row(
                        lease.job(),
                        lease.attempt(),
                        reading.step(),
                        reading.loss(),
                        smoothed.get(position),
                        reading.learningRate(),
                        reading.seconds()));
    }

    public void addSample(
            JobLease<RunId> lease, int step, int position, SamplePrompt sample, BlobHash picture, Instant now) {
        client.sql("insert into run_sample (run_id, attempt, step, position, prompt, seed, picture, drawn_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(lease.job(), lease.attempt(), step, position, sample.prompt(), sample.seed(), picture, now)
                .update();
    }

    public void addCheckpoint(JobLease<RunId> lease, Checkpoint checkpoint, Instant now) {
        client.sql(
                        "insert into run_checkpoint (run_id, attempt, step, state, size, saved_at) values (?, ?, ?, ?, ?, ?)")
                .params(lease.job(), lease.attempt(), checkpoint.step(), checkpoint.state(), checkpoint.size(), now)
                .update();
    }

    /**
     * Keeps the hashes of a file of a run, which outlive it.
     *
     * @param weights empty for what is no LoRA file
     */
    public void addWeights(RunId run, BlobHash file, String weights, Instant now) {
        client.sql("insert into run_weights (run_id, file_hash, weights_hash, kept_at) values (?, ?, ?, ?)"
                        + " on conflict do nothing")
                .params(run, file, weights, now)
                .update();
    }

    /**
     * Runs that kept this file or another one with these weights, and when they first did.
     *
     * @param weights empty where they are not known
     */
    public Map<RunId, Instant> runsWith(BlobHash file, String weights) {
        return client.sql("""
                        select run_id, min(kept_at) from run_weights
                        where file_hash = ? or (weights_hash = ? and weights_hash <> '') group by run_id""").params(file, weights).map(RunId.class, Instant.class);
    }

    public void addLines(RunId run, int first, List<String> lines, Instant now) {
        batches.update(
                "insert into run_log_line (run_id, position, written_at, line) values (?, ?, ?, ?)",
                lines,
                (line, position) -> Batches.row(run, first + position, now, Wording.cut(line, 2000)));
    }

    public Optional<Checkpoint> lastCheckpoint(RunId run) {
        return client.sql("select step, state, size from run_checkpoint entry where run_id = ? and "
                        + RunOutputSql.VALID + " order by step desc fetch first 1 rows only")
                .param(run)
                .query(Checkpoint.class)
                .optional();
    }

    /** Points after a step, in order, without those that a later attempt took back. */
    List<MetricPoint> points(RunId run, int afterStep) {
        return points(run, afterStep, Integer.MAX_VALUE);
    }

    /** As {@link #points(RunId, int)}, at most so many. */
    List<MetricPoint> points(RunId run, int afterStep, int most) {
        return client.sql("select step, loss, smoothed, learning_rate, seconds from run_point entry"
                        + " where run_id = ? and step > ? and " + RunOutputSql.VALID + " order by step limit ?")
                .params(run, afterStep, most)
                .query(MetricPoint.class)
                .list();
    }

    /** The smoothed loss at the last point up to a step; null where there is none. */
    public @Nullable Double smoothedLoss(RunId run, int step) {
        return client.sql("select smoothed from run_point entry where run_id = ? and step <= ? and "
                        + RunOutputSql.VALID + " order by step desc fetch first 1 rows only")
                .params(run, step)
                .query(Double.class)
                .optional()
                .orElse(null);
    }

    /**
     * A step at which two attempts made samples, such as the one before the first step, has the pictures of the later
     * one.
     */
    Map<RunId, List<SamplePicture>> samples(Collection<RunId> runs) {
        return runs.isEmpty()
                ? Map.of()
                : client.sql(
                                "select run_id, step, prompt, seed, picture from run_sample entry where run_id in (:runs) and "
                                        + RunOutputSql.VALID
                                        + " and not exists (select 1 from run_sample again where again.run_id = entry.run_id"
                                        + " and again.step = entry.step and again.position = entry.position"
                                        + " and again.attempt > entry.attempt) order by step, position")
                        .param("runs", runs)
                        .groups(RunId.class, SamplePicture.class);
    }

    /** As {@link #samples(Collection)}, of one run from behind a place, at most so many. */
    List<RunSample> samples(RunId run, int step, int position, int most) {
        return client.sql("select step, position, prompt, seed, picture from run_sample entry where run_id = ?"
                        + " and (step > ? or (step = ? and position > ?)) and " + RunOutputSql.VALID
                        + " and not exists (select 1 from run_sample again where again.run_id = entry.run_id"
                        + " and again.step = entry.step and again.position = entry.position"
                        + " and again.attempt > entry.attempt) order by step, position limit ?")
                .params(run, step, step, position, most)
                .query(RunSample.class)
                .list();
    }

    boolean hasSample(Collection<CharacterId> characters, BlobHash picture) {
        return client.sql("select count(*) from run_sample entry join training_run run on run.id = entry.run_id"
                                + " where run.character_id in (:characters) and entry.picture = :picture")
                        .param("characters", characters)
                        .param("picture", picture)
                        .query(Long.class)
                        .single()
                > 0;
    }

    List<LogLine> lines(RunId run, int from, int before, int most) {
        return client.sql("select position, written_at, line from run_log_line"
                        + " where run_id = ? and position >= ? and position < ? order by position desc limit ?")
                .params(run, from, before, most)
                .query(LogLine.class)
                .list()
                .reversed();
    }

    public List<FairQueue.Waiting> waiting(String backend) {
        return client.sql("""
                        select run.id as run, run.number, run.launched_by as person, run.queued_at, run.queue_pin as pin,
                            -- A resumed run is queued again after its last start; an interrupted one kept its place.
                            coalesce(run.queued_at <= max(attempt.started_at), false) as interrupted
                        from training_run run left join run_attempt attempt on attempt.run_id = run.id
                        where run.state = 'QUEUED' and run.backend = ?
                        group by run.id, run.number, run.launched_by, run.queued_at, run.queue_pin""").param(backend).query(FairQueue.Waiting.class).list();
    }

    public Map<UUID, Instant> lastStarts(String backend) {
        return client.sql("""
                        select run.launched_by, max(attempt.started_at) as last_start
                        from run_attempt attempt join training_run run on run.id = attempt.run_id
                        where run.backend = ? and run.launched_by in
                            (select launched_by from training_run where state = 'QUEUED' and backend = ?)
                        group by run.launched_by""").params(backend, backend).map(UUID.class, Instant.class);
    }

    public List<UUID> leasesOver(Instant now) {
        return client.sql("select id from training_run where state in ('PREPARING', 'RUNNING', 'COLLECTING')"
                        + " and lease_until < ? order by number")
                .param(now)
                .query(UUID.class)
                .list();
    }
}
