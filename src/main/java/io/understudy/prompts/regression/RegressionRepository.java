package io.understudy.prompts.regression;

import io.understudy.characters.CharacterId;
import io.understudy.generation.GenerationId;
import io.understudy.identity.AccountId;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.platform.search.ListOrder;
import io.understudy.prompts.playground.ExampleId;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.versions.VersionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Repository;

@Repository
class RegressionRepository {
    private final TypedJdbcClient jdbc;

    RegressionRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Check(RegressionId id, CharacterId character, VersionId version, Instant madeAt, boolean done) {}

    record Listed(Check check, int pictures, int better, int same, int worse) {}

    record PairRow(
            int position,
            ExampleId example,
            StackPlan plan,
            @Nullable GenerationId job,
            @Nullable Integer jobPosition,
            @Nullable String problem,
            @Nullable RegressionVerdict verdict,
            String note,
            @Nullable String judgedBy,
            @Nullable Instant judgedAt) {}

    /** @return whether this version had none before */
    boolean want(
            RegressionId id, CharacterId character, VersionId version, @Nullable AccountId startedBy, Instant now) {
        return jdbc.sql("""
                        insert into regression_check (id, character_id, new_version, state, started_by, made_at)
                        values (?, ?, ?, 'WANTED', ?, ?) on conflict do nothing""")
                        .params(id, character, version)
                        .param(startedBy)
                        .param(now)
                        .update()
                == 1;
    }

    List<AccountId> startedBy(RegressionId id) {
        return jdbc.sql("select started_by from regression_check where id = ? and started_by is not null")
                .param(id)
                .query(AccountId.class)
                .list();
    }

    /** Makes the person who judges at the same moment wait. */
    void lock(RegressionId id) {
        jdbc.sql("select id from regression_check where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
    }

    /** @return whether it was in the state before; of several who try, one succeeds */
    boolean move(RegressionId id, String from, String to) {
        return jdbc.sql("update regression_check set state = ? where id = ? and state = ?")
                        .params(to, id, from)
                        .update()
                == 1;
    }

    List<RegressionId> inState(String state, int most) {
        return jdbc.sql("select id from regression_check where state = ? order by made_at fetch first ? rows only")
                .params(state, most)
                .query(RegressionId.class)
                .list();
    }

    List<RegressionId> ofJob(GenerationId job) {
        return jdbc.sql("select distinct check_id from regression_pair where job_id = ?")
                .param(job)
                .query(RegressionId.class)
                .list();
    }

    Optional<RegressionId> of(VersionId version) {
        return jdbc.sql("select id from regression_check where new_version = ?")
                .param(version)
                .query(RegressionId.class)
                .optional();
    }

    Optional<Check> find(RegressionId id) {
        return jdbc.sql(
                        "select id, character_id, new_version as version, made_at, state = 'DONE' as done from regression_check where id = ?")
                .param(id)
                .query(Check.class)
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
                .param("check", check)
                .param("position", position)
                .param("example", example)
                .param("plan", plan.asText())
                .param("job", job)
                .param("jobPosition", jobPosition)
                .param("problem", problem)
                .update();
    }

    List<GenerationId> jobs(RegressionId check) {
        return jdbc.sql("select distinct job_id from regression_pair where check_id = ? and job_id is not null")
                .param(check)
                .query(GenerationId.class)
                .list();
    }

    List<PairRow> pairs(RegressionId check) {
        return jdbc.sql("""
                        select position, example_id, plan, job_id, job_position, problem, verdict, note, judged_by_name, judged_at
                        from regression_pair where check_id = ? order by position""").param(check).query(PairRow.class).list();
    }

    boolean judge(RegressionId check, int position, RegressionVerdict verdict, String note, String by, Instant now) {
        return jdbc.sql("""
                        update regression_pair set verdict = ?, note = ?, judged_by_name = ?, judged_at = ?
                        where check_id = ? and position = ?""").params(verdict, note, by, now, check, position).update() == 1;
    }

    boolean note(RegressionId check, int position, String note) {
        return jdbc.sql("update regression_pair set note = ? where check_id = ? and position = ?")
                        .params(note, check, position)
                        .update()
                == 1;
    }

    /** @param characters null for all */
    long count(@Nullable List<CharacterId> characters) {
        return jdbc.sql("select count(*) from regression_check checked where checked.state <> 'WANTED'"
                        + of(characters))
                .param("characters", characters == null ? List.of() : characters)
                .query(Long.class)
                .single();
    }

    private static String of(@Nullable List<CharacterId> characters) {
        return characters == null ? "" : " and checked.character_id in (:characters)";
    }

    /** @param characters null for all */
    List<Listed> page(@Nullable List<CharacterId> characters, ListOrder order, Pageable page) {
        return jdbc.sql("""
                        select checked.id, checked.character_id, checked.new_version as version,
                            checked.state = 'DONE' as done, checked.made_at,
                            (select count(*) from regression_pair pair
                                where pair.check_id = checked.id and pair.problem is null) as pictures,
                            (select count(*) from regression_pair pair
                                where pair.check_id = checked.id and pair.verdict = 'BETTER') as better,
                            (select count(*) from regression_pair pair
                                where pair.check_id = checked.id and pair.verdict = 'SAME') as same,
                            (select count(*) from regression_pair pair
                                where pair.check_id = checked.id and pair.verdict = 'WORSE') as worse
                        from regression_check checked where checked.state <> 'WANTED'%s
                        order by %s, checked.id offset :offset rows fetch next :size rows only""".formatted(of(characters), order.sql("checked.new_version", "checked.made_at")))
                .param("characters", characters == null ? List.of() : characters)
                .param("offset", page.getOffset())
                .param("size", page.getPageSize())
                .query(Listed.class)
                .list();
    }
}
