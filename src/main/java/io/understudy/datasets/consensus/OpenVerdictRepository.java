package io.understudy.datasets.consensus;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.OpenVerdict;
import io.understudy.datasets.PictureId;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class OpenVerdictRepository {
    private final TypedJdbcClient jdbc;
    private final Batches batches;
    private final TeamService team;

    OpenVerdictRepository(TypedJdbcClient jdbc, Batches batches, TeamService team) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.team = team;
    }

    record Said(PictureId picture, String question, String answer, String reason, UUID account) {}

    boolean isAsked(CharacterId character) {
        return jdbc.sql("select count(*) from two_people_dataset where character_id = ?")
                        .param(character)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /**
     * Locked until the end of the transaction: two people who say the same at the same moment do not miss each other.
     *
     * @return those of which the datasets ask for two people
     */
    Set<CharacterId> asking(Collection<CharacterId> characters) {
        return characters.isEmpty()
                ? Set.of()
                : jdbc.sql("select character_id from two_people_dataset where character_id in (:characters)"
                                + " for update")
                        .param("characters", characters)
                        .query(CharacterId.class)
                        .set();
    }

    void ask(CharacterId character) {
        jdbc.sql("insert into two_people_dataset (character_id) values (?) on conflict do nothing")
                .param(character)
                .update();
    }

    void stopAsking(CharacterId character) {
        jdbc.sql("delete from two_people_dataset where character_id = ?")
                .param(character)
                .update();
        jdbc.sql("delete from open_verdict where picture_id in (select id from picture where character_id = ?)")
                .param(character)
                .update();
    }

    List<Said> of(Collection<PictureId> pictures, String question) {
        return jdbc.sql("""
                        select picture_id as picture, question, answer, reason, account_id as account from open_verdict
                        where question = :question and picture_id in (:pictures)""")
                .param("question", question)
                .param("pictures", pictures)
                .query(Said.class)
                .list();
    }

    List<OpenVerdict> of(CharacterId character) {
        return named(jdbc.sql("""
                        select o.picture_id as picture, o.question, o.answer, o.reason, o.account_id as account
                        from open_verdict o join picture p on p.id = o.picture_id
                        where p.character_id = ? order by o.said_at, o.account_id""").param(character).query(Said.class).list());
    }

    List<OpenVerdict> of(PictureId picture) {
        return named(jdbc.sql("""
                        select picture_id as picture, question, answer, reason, account_id as account from open_verdict
                        where picture_id = ? order by said_at, account_id""").param(picture).query(Said.class).list());
    }

    private List<OpenVerdict> named(List<Said> said) {
        if (said.isEmpty()) {
            return List.of();
        }
        Map<UUID, String> names =
                team.names(said.stream().map(Said::account).distinct().toList());
        return said.stream()
                .map(one -> new OpenVerdict(
                        one.picture(),
                        one.question(),
                        one.answer(),
                        one.reason(),
                        one.account(),
                        names.getOrDefault(one.account(), "Someone")))
                .toList();
    }

    /** In place of what the same person said before. */
    void put(Collection<PictureId> pictures, String question, UUID account, String answer, String reason, Instant now) {
        withdraw(pictures, question, account);
        batches.update(
                "insert into open_verdict (picture_id, question, account_id, answer, reason, said_at)"
                        + " values (?, ?, ?, ?, ?, ?)",
                pictures,
                (id, at) -> Batches.row(id, question, account, answer, reason, now));
    }

    private void withdraw(Collection<PictureId> pictures, String question, UUID account) {
        batches.update(
                "delete from open_verdict where picture_id = ? and question = ? and account_id = ?",
                pictures,
                (id, at) -> Batches.row(id, question, account));
    }

    /** What anyone said. */
    void forget(Collection<PictureId> pictures, String question) {
        batches.update(
                "delete from open_verdict where picture_id = ? and question = ?",
                pictures,
                (id, at) -> Batches.row(id, question));
    }
}
