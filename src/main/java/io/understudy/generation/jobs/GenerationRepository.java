package io.understudy.generation.jobs;

import io.understudy.generation.GeneratedPicture;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationProgress;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationRequest.Lora;
import io.understudy.generation.GenerationState;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.platform.core.Wording;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
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
class GenerationRepository {
    private final TypedJdbcClient client;
    private final Batches batches;

    GenerationRepository(TypedJdbcClient client, Batches batches) {
        this.client = client;
        this.batches = batches;
    }

    void add(GenerationId job, GenerationRequest request) {
        batches.update(
                "insert into generation_lora (job_id, position, name, file) values (?, ?, ?, ?)",
                request.loras(),
                (lora, position) -> Batches.row(job, position, lora.name(), lora.file()));
        batches.update(
                "insert into generation_picture (job_id, position, prompt, seed, strengths) values (?, ?, ?, ?, ?)",
                request.pictures(),
                (picture, position) ->
                        Batches.row(job, position, picture.prompt(), picture.seed(), picture.strengths()));
    }

    Map<GenerationId, List<Lora>> loras(Collection<GenerationId> jobs) {
        return jobs.isEmpty()
                ? Map.of()
                : client.sql("select job_id, name, file from generation_lora where job_id in (:jobs) order by position")
                        .param("jobs", jobs)
                        .groups(GenerationId.class, Lora.class);
    }

    Map<GenerationId, List<GeneratedPicture>> pictures(Collection<GenerationId> jobs) {
        return jobs.isEmpty()
                ? Map.of()
                : client.sql(
                                "select job_id, position, prompt, seed, strengths, picture, problem from generation_picture"
                                        + " where job_id in (:jobs) order by position")
                        .param("jobs", jobs)
                        .groups(GenerationId.class, GeneratedPicture.class);
    }

    List<TaskPicture> missing(GenerationId job) {
        return client.sql("select position, prompt, seed, strengths, handle from generation_picture"
                        + " where job_id = ? and picture is null and problem is null order by position")
                .param(job)
                .query(TaskPicture.class)
                .list();
    }

    /** As {@link #underway}, for a request that the given attempt sends. */
    void sending(GenerationId job, int position, String handle, int attempt) {
        client.sql("update generation_picture set handle = ?, sent_attempt = ? where job_id = ? and position = ?")
                .param(handle)
                .param(attempt)
                .param(job)
                .param(position)
                .update();
    }

    /** @param sentAttempt of the job in which the request was sent; null where that is not known */
    record Underway(
            GenerationId job, int position, @Nullable Integer sentAttempt) {}

    /** The missing picture whose request ends with this name. */
    Optional<Underway> underway(String handle) {
        return client.sql("select job_id as job, position, sent_attempt from generation_picture"
                        + " where handle = ? and picture is null and problem is null")
                .param(handle)
                .query(Underway.class)
                .optional();
    }

    /**
     * Those that belong to jobs which are not over.
     *
     * @param names what handles have after their last slash
     */
    Set<String> followed(Collection<String> names) {
        return names.isEmpty()
                ? Set.of()
                : Set.copyOf(client.sql("""
                                select distinct underway.name from (
                                    select regexp_replace(picture.handle, '^.*/', '') as name
                                    from generation_picture picture
                                    join generation_job job on job.id = picture.job_id
                                    where job.state in ('QUEUED', 'RUNNING')) underway
                                where underway.name in (:names)""")
                        .param("names", names)
                        .query(String.class)
                        .list());
    }

    /** @param handle null when nothing is under way */
    void underway(GenerationId job, int position, @Nullable String handle) {
        client.sql("update generation_picture set handle = ? where job_id = ? and position = ?")
                .param(handle)
                .param(job)
                .param(position)
                .update();
    }

    /** The missing pictures are to be sent again, whatever becomes of their requests. */
    void forgetRequests(GenerationId job) {
        client.sql(
                        "update generation_picture set handle = null where job_id = ? and picture is null and problem is null")
                .param(job)
                .update();
    }

    /** @return false when it has its outcome already */
    boolean drawn(GenerationId job, int position, BlobHash picture, double seconds, Instant now) {
        return client.sql("update generation_picture set picture = ?, seconds = ?, drawn_at = ?"
                                + " where job_id = ? and position = ? and picture is null and problem is null")
                        .params(picture, seconds, now, job, position)
                        .update()
                == 1;
    }

    /** @return false when it has its outcome already */
    boolean refused(GenerationId job, int position, String words) {
        return client.sql("update generation_picture set problem = ?"
                                + " where job_id = ? and position = ? and picture is null and problem is null")
                        .params(Wording.cut(words, 500), job, position)
                        .update()
                == 1;
    }

    /**
     * The waiting jobs in the order in which they start: first those whose worker died under them, then by whose last
     * start is the longest ago, then by age.
     *
     * @param closed backends whose jobs do not start now
     */
    List<UUID> waiting(List<String> closed) {
        return client.sql("""
                        select job.id from generation_job job
                        left join (select asked_by, max(started_at) as started from generation_job group by asked_by)
                            last_start on last_start.asked_by = job.asked_by
                        where job.state = 'QUEUED' and job.backend not in (:closed)
                        order by case when job.started_at >= job.queued_at then 0 else 1 end,
                            coalesce(last_start.started, timestamp with time zone '1970-01-01 00:00:00+00:00'),
                            job.queued_at, job.id
                        fetch first 20 rows only""")
                .param("closed", closed.isEmpty() ? List.of("") : closed)
                .query(UUID.class)
                .list();
    }

    int running(String backend) {
        return count(backend, List.of(GenerationState.RUNNING));
    }

    int unfinished(String backend) {
        return count(backend, List.of(GenerationState.RUNNING, GenerationState.QUEUED));
    }

    /** Unfinished jobs that are worked on, or that have sent a picture which has not come. */
    int followed(String backend) {
        return client.sql("""
                        select count(*) from generation_job job where job.backend = ?
                            and (job.state = 'RUNNING' or (job.state = 'QUEUED' and exists (
                                select 1 from generation_picture sent
                                where sent.job_id = job.id and sent.handle is not null
                                    and sent.picture is null and sent.problem is null)))""").param(backend).query(Integer.class).single();
    }

    private int count(String backend, List<GenerationState> states) {
        return client.sql("select count(*) from generation_job where backend = :backend and state in (:states)")
                .param("backend", backend)
                .param("states", states)
                .query(Integer.class)
                .single();
    }

    List<UUID> leasesOver(Instant now) {
        return client.sql("select id from generation_job where state = 'RUNNING' and lease_until < ?")
                .param(now)
                .query(UUID.class)
                .list();
    }

    /** What a picture of this size took lately; empty until one was generated. */
    Optional<Duration> timePerPicture(String backend, int width, int height, int steps) {
        return client.sql("""
                        select avg(seconds) as mean from (select picture.seconds from generation_picture picture
                            join generation_job job on job.id = picture.job_id
                            where job.backend = ? and job.width = ? and job.height = ? and job.steps = ?
                                and picture.seconds is not null
                            order by picture.drawn_at desc fetch first 50 rows only) lately""")
                .params(backend, width, height, steps)
                .query(Double.class)
                .optional()
                .filter(mean -> mean > 0)
                .map(mean -> Duration.ofMillis(Math.max(1, Math.round(1000 * mean))));
    }

    /** How long the pictures of a job that came since then took together. */
    Duration computed(GenerationId job, Instant since) {
        double seconds = client.sql("select coalesce(sum(seconds), 0) from generation_picture"
                        + " where job_id = ? and picture is not null and drawn_at >= ?")
                .params(job, since)
                .query(Double.class)
                .single();
        return Duration.ofMillis(Math.round(1000 * seconds));
    }

    List<GenerationProgress> changedSince(Instant since) {
        return client.sql(
                        "select id as job, state, pictures, drawn, refused, phase, row_version as revision from generation_job"
                                + " where touched_at >= ?")
                .param(since)
                .query(GenerationProgress.class)
                .list();
    }
}
