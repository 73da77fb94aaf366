package io.understudy.prompts.regression;

import io.understudy.characters.CharacterId;
import io.understudy.generation.GenerationId;
import io.understudy.prompts.playground.ExampleId;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RegressionRepository {
    private final JdbcClient jdbc;

    RegressionRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Check(RegressionId id, CharacterId character, VersionId version, Instant madeAt, boolean done) {}

    record PairRow(
            int position,
            ExampleId example,
            StackPlan plan,
            @Nullable BlobHash now,
            @Nullable String problem,
            @Nullable RegressionVerdict verdict,
            String note,
            @Nullable String judgedBy,
            @Nullable Instant judgedAt) {}

    /** The other versions of the character for the same model: with which examples may have been generated before. */
    List<VersionId> others(VersionId version) {
        return jdbc.sql("""
                        select other.id from lora_version other join lora_version self
                            on self.character_id = other.character_id and self.base_model = other.base_model
                        where self.id = ? and other.id <> self.id""")
                .param(version.value())
                .query((row, line) -> new VersionId(row.getObject("id", UUID.class)))
                .list();
    }

    /** @return whether this version had none before */
    boolean want(RegressionId id, CharacterId character, VersionId version, Instant now) {
        return jdbc.sql("""
                        insert into regression_check (id, character_id, new_version, state, made_at)
                        values (?, ?, ?, 'WANTED', ?) on conflict do nothing""")
                        .params(id.value(), character.value(), version.value(), now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** @return whether it was in the state before; of several who try, one succeeds */
    boolean move(RegressionId id, String from, String to) {
        return jdbc.sql("update regression_check set state = ? where id = ? and state = ?")
                        .params(to, id.value(), from)
                        .update()
                == 1;
    }

    List<RegressionId> inState(String state, int most) {
        return jdbc.sql("select id from regression_check where state = ? order by made_at fetch first ? rows only")
                .params(state, most)
                .query((row, line) -> new RegressionId(row.getObject("id", UUID.class)))
                .list();
    }

    List<RegressionId> ofJob(GenerationId job) {
        return jdbc.sql("select distinct check_id from regression_pair where job_id = ?")
                .param(job.value())
                .query((row, line) -> new RegressionId(row.getObject("check_id", UUID.class)))
                .list();
    }

    Optional<Check> find(RegressionId id) {
        return jdbc.sql("select id, character_id, new_version, made_at, state from regression_check where id = ?")
                .param(id.value())
                .query((row, line) -> new Check(
                        new RegressionId(row.getObject("id", UUID.class)),
                        new CharacterId(row.getObject("character_id", UUID.class)),
                        new VersionId(row.getObject("new_version", UUID.class)),
                        row.getObject("made_at", OffsetDateTime.class).toInstant(),
                        row.getString("state").equals("DONE")))
                .optional();
    }

    void add(
            RegressionId check,
            int position,
            ExampleId example,
            StackPlan plan,
            @Nullable GenerationId job,
            @Nullable Integer jobPosition,
            @Nullable String problem) {
        jdbc.sql("""
                        insert into regression_pair
                            (check_id, position, example_id, plan, job_id, job_position, problem, note)
                        values (:check, :position, :example, :plan, :job, :jobPosition, :problem, '')""")
                .param("check", check.value())
                .param("position", position)
                .param("example", example.value())
                .param("plan", plan.asText())
                .param("job", job == null ? null : job.value())
                .param("jobPosition", jobPosition)
                .param("problem", problem)
                .update();
    }

    List<GenerationId> jobs(RegressionId check) {
        return jdbc.sql("select distinct job_id from regression_pair where check_id = ? and job_id is not null")
                .param(check.value())
                .query((row, line) -> new GenerationId(row.getObject("job_id", UUID.class)))
                .list();
    }

    List<PairRow> pairs(RegressionId check) {
        return jdbc.sql("""
                        select pair.position, pair.example_id, pair.plan, picture.picture,
                            coalesce(pair.problem, picture.problem) as problem, pair.verdict, pair.note,
                            pair.judged_by_name, pair.judged_at
                        from regression_pair pair left join generation_picture picture
                            on picture.job_id = pair.job_id and picture.position = pair.job_position
                        where pair.check_id = ? order by pair.position""")
                .param(check.value())
                .query((row, line) -> pair(row))
                .list();
    }

    private static PairRow pair(ResultSet row) throws SQLException {
        String picture = row.getString("picture");
        String verdict = row.getString("verdict");
        OffsetDateTime judged = row.getObject("judged_at", OffsetDateTime.class);
        return new PairRow(
                row.getInt("position"),
                new ExampleId(row.getObject("example_id", UUID.class)),
                StackPlan.parse(row.getString("plan")),
                picture == null ? null : new BlobHash(picture),
                row.getString("problem"),
                verdict == null ? null : RegressionVerdict.valueOf(verdict),
                row.getString("note"),
                row.getString("judged_by_name"),
                judged == null ? null : judged.toInstant());
    }

    boolean judge(RegressionId check, int position, RegressionVerdict verdict, String note, String by, Instant now) {
        return jdbc.sql("""
                        update regression_pair set verdict = ?, note = ?, judged_by_name = ?, judged_at = ?
                        where check_id = ? and position = ?""")
                        .params(verdict.name(), note, by, now.atOffset(ZoneOffset.UTC), check.value(), position)
                        .update()
                == 1;
    }

    boolean note(RegressionId check, int position, String note) {
        return jdbc.sql("update regression_pair set note = ? where check_id = ? and position = ?")
                        .params(note, check.value(), position)
                        .update()
                == 1;
    }

    long count() {
        return jdbc.sql("select count(*) from regression_check where state <> 'WANTED'")
                .query(Long.class)
                .single();
    }

    List<RegressionSummary> page(Pageable page) {
        return jdbc.sql("""
                        select checked.id, profile.name as character_name, version.file_name, checked.state,
                            checked.made_at,
                            (select count(*) from regression_pair pair where pair.check_id = checked.id) as pictures,
                            (select count(*) from regression_pair pair
                                where pair.check_id = checked.id and pair.verdict is not null) as judged,
                            (select count(*) from regression_pair pair
                                where pair.check_id = checked.id and pair.verdict = 'WORSE') as worse
                        from regression_check checked
                            join character_profile profile on profile.id = checked.character_id
                            join lora_version version on version.id = checked.new_version
                        where checked.state <> 'WANTED'
                        order by checked.made_at desc, checked.id offset ? rows fetch next ? rows only""")
                .params(page.getOffset(), page.getPageSize())
                .query((row, line) -> new RegressionSummary(
                        new RegressionId(row.getObject("id", UUID.class)),
                        row.getString("character_name"),
                        row.getString("file_name"),
                        row.getString("state").equals("DONE"),
                        row.getObject("made_at", OffsetDateTime.class).toInstant(),
                        row.getInt("pictures"),
                        row.getInt("judged"),
                        row.getInt("worse")))
                .list();
    }
}
