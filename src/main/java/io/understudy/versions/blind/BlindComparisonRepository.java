package io.understudy.versions.blind;

import io.understudy.characters.CharacterId;
import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class BlindComparisonRepository {
    private static final String HEAD =
            "select comparison.*, comparison.closed_at is null as open from blind_comparison comparison";
    private static final String OF_VERSION = " where exists (select 1 from blind_contestant contestant"
            + " where contestant.comparison_id = comparison.id and contestant.version_id = :version)";
    private static final String NEWEST = " order by made_at desc, id";
    private static final String SUMMARY = """
            select comparison.id, comparison.character_id, comparison.made_by_name as made_by, comparison.made_at,
                (select count(*) from blind_contestant c where c.comparison_id = comparison.id) as contestants,
                (select count(*) from blind_pair p where p.comparison_id = comparison.id) as pairs,
                (select count(*) from blind_vote v
                    where v.comparison_id = comparison.id and v.account_id = :reader) as mine,
                (select count(*) from blind_voter v
                    where v.comparison_id = comparison.id and v.finished_at is not null) as finished,
                comparison.closed_at is null as open,
                comparison.closed_at is not null or exists (select 1 from blind_voter v
                    where v.comparison_id = comparison.id and v.account_id = :reader and v.finished_at is not null)
                    as revealed
            from blind_comparison comparison""";

    private final TypedJdbcClient jdbc;

    BlindComparisonRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Head(BlindId id, CharacterId character, UUID madeBy, String madeByName, boolean open) {}

    record Player(int position, @Nullable VersionId version, String name, boolean production) {}

    record Pair(int position, SheetRow row, int first, int second, BlobHash firstPicture, BlobHash secondPicture) {}

    record Voter(UUID account, String name, long seed, boolean finished) {}

    /** @param winner position of the contestant; null where both are equal */
    record Vote(int pair, UUID account, @Nullable Integer winner) {}

    void add(BlindId id, CharacterId character, Actor by, Instant at) {
        jdbc.sql(
                        "insert into blind_comparison (id, character_id, made_by, made_by_name, made_at) values (?, ?, ?, ?, ?)")
                .params(id, character, by.id(), by.name(), at)
                .update();
    }

    void add(BlindId id, int position, Contestant contestant) {
        jdbc.sql("""
                        insert into blind_contestant (comparison_id, position, version_id, strength, name, production)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(id, position)
                .param(contestant.version())
                .params(contestant.column().strength(), contestant.name(), contestant.production())
                .update();
    }

    void add(BlindId id, Pair pair) {
        jdbc.sql("""
                        insert into blind_pair (comparison_id, position, prompt, seed, one, other, one_picture,
                            other_picture) values (:id, :position, :prompt, :seed, :first, :second, :firstPicture, :secondPicture)""").paramSource(pair).param("id", id).update();
    }

    Optional<Head> find(BlindId id) {
        return jdbc.sql(HEAD + " where comparison.id = ?")
                .param(id)
                .query(Head.class)
                .optional();
    }

    /** Those whose votes are over, the newest first. */
    List<BlindId> closed(VersionId version) {
        return jdbc.sql("select id from blind_comparison comparison" + OF_VERSION + " and closed_at is not null"
                        + NEWEST)
                .param("version", version)
                .query(BlindId.class)
                .list();
    }

    Optional<BlindSummary> summary(BlindId id, UUID reader) {
        return jdbc.sql(SUMMARY + " where comparison.id = :id")
                .param("id", id)
                .param("reader", reader)
                .query(BlindSummary.class)
                .optional();
    }

    List<BlindSummary> summaries(VersionId version, UUID reader) {
        return jdbc.sql(SUMMARY + OF_VERSION + NEWEST)
                .param("version", version)
                .param("reader", reader)
                .query(BlindSummary.class)
                .list();
    }

    List<Player> players(BlindId id) {
        return jdbc.sql("select * from blind_contestant where comparison_id = ? order by position")
                .param(id)
                .query(Player.class)
                .list();
    }

    List<Pair> pairs(BlindId id) {
        return jdbc.sql(
                        "select position, prompt, seed, one as first, other as \"second\", one_picture as first_picture,"
                                + " other_picture as second_picture from blind_pair where comparison_id = ? order by position")
                .param(id)
                .query(Pair.class)
                .list();
    }

    List<Voter> voters(BlindId id) {
        return jdbc.sql("select account_id as account, account_name as name, seed, finished_at is not null as finished"
                        + " from blind_voter where comparison_id = ? order by account_name, account_id")
                .param(id)
                .query(Voter.class)
                .list();
    }

    Optional<Voter> voter(BlindId id, UUID account) {
        return voters(id).stream()
                .filter(voter -> voter.account().equals(account))
                .findFirst();
    }

    void addVoter(BlindId id, Actor who, long seed) {
        jdbc.sql("insert into blind_voter (comparison_id, account_id, account_name, seed) values (?, ?, ?, ?)"
                        + " on conflict do nothing")
                .params(id, who.id(), who.name(), seed)
                .update();
    }

    List<Vote> votes(BlindId id) {
        return jdbc.sql("select position as pair, account_id, winner from blind_vote where comparison_id = ?")
                .param(id)
                .query(Vote.class)
                .list();
    }

    void vote(BlindId id, Vote vote, Instant at) {
        jdbc.sql("delete from blind_vote where comparison_id = ? and position = ? and account_id = ?")
                .params(id, vote.pair(), vote.account())
                .update();
        jdbc.sql("insert into blind_vote (comparison_id, position, account_id, winner, voted_at)"
                        + " values (:id, :pair, :account, :winner, :at)")
                .paramSource(vote)
                .param("id", id)
                .param("at", at)
                .update();
    }

    void finish(BlindId id, UUID account, Instant at) {
        jdbc.sql("update blind_voter set finished_at = ? where comparison_id = ? and account_id = ?")
                .params(at, id, account)
                .update();
    }

    /** @return false when someone closed it meanwhile */
    boolean close(BlindId id, Actor by, Instant at) {
        return jdbc.sql("update blind_comparison set closed_by_name = ?, closed_at = ?"
                                + " where id = ? and closed_at is null")
                        .params(by.name(), at, id)
                        .update()
                == 1;
    }

    /** Makes the person who votes or closes at the same moment wait. */
    void lock(BlindId id) {
        jdbc.sql("select id from blind_comparison where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
    }
}
