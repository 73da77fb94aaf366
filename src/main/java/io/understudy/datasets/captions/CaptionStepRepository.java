package io.understudy.datasets.captions;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.captions.text.CaptionEdit;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The stack of steps that each person can undo, per dataset; it outlives the session and the server. */
@Repository
public class CaptionStepRepository {
    static final int KEPT = 50;

    /** Typing on in the same caption within this time is the same step. */
    static final Duration ONE_BREATH = Duration.ofMinutes(2);

    private static final String STEP = """
            select s.id, s.words, (select count(*) from caption_step_change c where c.step_id = s.id) as captions
            from caption_step s
            where s.character_id = :character and s.account_id = :account""";

    private final TypedJdbcClient jdbc;
    private final Batches batches;
    private final CurrentActor actor;
    private final Clock clock;

    CaptionStepRepository(TypedJdbcClient jdbc, Batches batches, CurrentActor actor, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.actor = actor;
        this.clock = clock;
    }

    /** Puts a step on the stack; what was taken back before cannot be done again after it. */
    public CaptionStep push(CharacterId character, String words, List<CaptionChange> changes) {
        return push(character, words, null, changes);
    }

    /** Puts a typed caption on the stack, or onto the step that the same typing began. */
    void typed(CharacterId character, CaptionChange change) {
        Optional<Long> begun = jdbc.sql("""
                        select id from caption_step
                        where id = (select max(id) from caption_step where character_id = :character and account_id = :account)
                          and typed_at = :picture and not undone and made_at >= :since""")
                .param("character", character)
                .param("account", actor.get().id())
                .param("picture", change.picture())
                .param("since", clock.instant().minus(ONE_BREATH))
                .query(Long.class)
                .optional();
        if (begun.isEmpty()) {
            push(
                    character,
                    "typed the caption of " + CaptionEdit.quoted(change.fileName()),
                    change.picture(),
                    List.of(change));
            return;
        }
        jdbc.sql("update caption_step_change set caption_after = :after where step_id = :step")
                .param("after", change.after())
                .param("step", begun.get())
                .update();
        jdbc.sql("""
                        delete from caption_step where id = :step and exists (select 1 from caption_step_change c
                            where c.step_id = :step and c.caption_before = c.caption_after)""").param("step", begun.get()).update();
    }

    CaptionHistory history(CharacterId character) {
        return new CaptionHistory(
                one(character, STEP + " and not s.undone order by s.id desc limit 1")
                        .orElse(null),
                one(character, STEP + """
                                         and s.undone and s.id > coalesce((select max(d.id) from caption_step d
                                            where d.character_id = :character and d.account_id = :account and not d.undone), 0)
                                        order by s.id limit 1""").orElse(null));
    }

    Optional<CaptionStep> done(CharacterId character, long id) {
        return one(character, STEP + " and not s.undone and s.id = " + id);
    }

    List<CaptionChange> changes(CaptionStep step) {
        return jdbc.sql("""
                        select c.picture_id, p.file_name, c.caption_before as before, c.caption_after as after
                        from caption_step_change c join picture p on p.id = c.picture_id
                        where c.step_id = :step""").param("step", step.id()).query(CaptionChange.class).list();
    }

    void mark(CaptionStep step, boolean undone) {
        jdbc.sql("update caption_step set undone = :undone where id = :step")
                .param("undone", undone)
                .param("step", step.id())
                .update();
    }

    private CaptionStep push(
            CharacterId character, String words, @Nullable PictureId typedAt, List<CaptionChange> changes) {
        UUID account = actor.get().id();
        if (changes.isEmpty()) {
            return new CaptionStep(0, words, 0);
        }
        forget(character, account);
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        insert into caption_step (character_id, account_id, words, typed_at, undone, made_at)
                        values (:character, :account, :words, :typedAt, false, :now)""")
                .param("character", character)
                .param("account", account)
                .param("words", words)
                .param("typedAt", typedAt)
                .param("now", clock.instant())
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKeyAs(Number.class)).longValue();
        batches.update(
                "insert into caption_step_change (step_id, picture_id, caption_before, caption_after) values (?, ?, ?, ?)",
                changes,
                (change, position) -> Batches.row(id, change.picture(), change.before(), change.after()));
        return new CaptionStep(id, words, changes.size());
    }

    /** Steps that were taken back, and those that are too far down. */
    private void forget(CharacterId character, UUID account) {
        jdbc.sql("delete from caption_step where character_id = :character and account_id = :account and undone")
                .param("character", character)
                .param("account", account)
                .update();
        jdbc.sql("""
                        delete from caption_step where character_id = :character and account_id = :account and id <= (
                            select id from caption_step where character_id = :character and account_id = :account
                            order by id desc offset :kept rows fetch next 1 rows only)""")
                .param("character", character)
                .param("account", account)
                .param("kept", KEPT - 1)
                .update();
    }

    private Optional<CaptionStep> one(CharacterId character, String sql) {
        return jdbc.sql(sql)
                .param("character", character)
                .param("account", actor.get().id())
                .query(CaptionStep.class, Map.of())
                .optional();
    }
}
