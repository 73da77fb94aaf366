package io.understudy.training.checkpoints;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import io.understudy.training.RunId;
import io.understudy.training.RunOutputSql;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class CheckpointRepository {
    record Kept(int count, long bytes) {}

    private final TypedJdbcClient client;

    CheckpointRepository(TypedJdbcClient client) {
        this.client = client;
    }

    Kept kept(RunId run) {
        return client.sql(
                        "select count(*) as count, coalesce(sum(size), 0) as bytes from run_checkpoint where run_id = ?")
                .param(run)
                .query(Kept.class)
                .single();
    }

    /** Finished runs that still have checkpoints, ordered by id, from behind one of them. */
    List<RunId> finishedWithCheckpoints(@Nullable RunId behind, int most) {
        return client.sql(
                        "select id from training_run run where state = 'SUCCEEDED' and id > ?"
                                + " and exists (select 1 from run_checkpoint kept where kept.run_id = run.id) order by id limit ?")
                .params(behind == null ? new RunId(new UUID(0, 0)) : behind, most)
                .query(RunId.class)
                .list();
    }

    /** @param lora made of the state; null as long as nobody asked for it */
    record Saved(
            int attempt,
            int step,
            BlobHash state,
            long size,
            @Nullable BlobHash lora) {}

    List<Saved> all(RunId run) {
        return client.sql("select attempt, step, state, size, lora from run_checkpoint where run_id = ?"
                        + " order by step, attempt")
                .param(run)
                .query(Saved.class)
                .list();
    }

    /** By step, without what a later attempt took back. */
    List<Saved> valid(RunId run) {
        return client.sql("select attempt, step, state, size, lora from run_checkpoint entry where run_id = ? and "
                        + RunOutputSql.VALID + " order by step")
                .param(run)
                .query(Saved.class)
                .list();
    }

    /** @return false when someone else's request made the file first, or the checkpoint is no longer kept */
    boolean made(RunId run, Saved checkpoint, BlobHash lora) {
        return client.sql("update run_checkpoint set lora = ? where run_id = ? and attempt = ? and step = ?"
                                + " and lora is null")
                        .params(lora, run, checkpoint.attempt(), checkpoint.step())
                        .update()
                == 1;
    }

    void delete(RunId run, Saved checkpoint) {
        client.sql("delete from run_checkpoint where run_id = ? and step = ? and state = ?")
                .params(run, checkpoint.step(), checkpoint.state())
                .update();
    }

    void markPruned(RunId run, Instant now) {
        client.sql("update training_run set checkpoints_pruned_at = ? where id = ?")
                .params(now, run)
                .update();
    }

    @Nullable
    Instant prunedAt(RunId run) {
        return client.sql(
                        "select checkpoints_pruned_at from training_run where id = ? and checkpoints_pruned_at is not null")
                .param(run)
                .query(Instant.class)
                .optional()
                .orElse(null);
    }
}
