package io.understudy.versions.blind;

import io.understudy.characters.CharacterId;
import io.understudy.platform.core.Actor;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class BlindComparisonRepository {
    private final JdbcClient jdbc;

    BlindComparisonRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Head(BlindId id, CharacterId character, UUID madeBy, String madeByName, Instant madeAt, boolean open) {}

    record Player(int position, @Nullable VersionId version, String name, boolean production) {}

    record Pair(int position, SheetRow row, int first, int second, BlobHash firstPicture, BlobHash secondPicture) {}

    record Voter(UUID account, String name, long seed, boolean finished) {}

    /** @param winner position of the contestant; null where both are equal */
    record Vote(int pair, UUID account, @Nullable Integer winner) {}

    void add(BlindId id, CharacterId character, Actor by, Instant at) {
        jdbc.sql(
                        "insert into blind_comparison (id, character_id, made_by, made_by_name, made_at) values (?, ?, ?, ?, ?)")
                .params(id.value(), character.value(), by.id(), by.name(), at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void add(BlindId id, int position, Contestant contestant) {
        VersionId version = contestant.version();
        jdbc.sql("""
                        insert into blind_contestant (comparison_id, position, version_id, strength, name, production)
                        values (?, ?, ?, ?, ?, ?)""")
                .param(id.value())
                .param(position)
                .param(version == null ? null : version.value())
                .param(contestant.column().strength())
                .param(contestant.name())
                .param(contestant.production())
                .update();
    }

    void add(BlindId id, Pair pair) {
        jdbc.sql("""
                        insert into blind_pair (comparison_id, position, prompt, seed, one, other, one_picture,
                            other_picture) values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id.value(),
                        pair.position(),
                        pair.row().prompt(),
                        pair.row().seed(),
                        pair.first(),
                        pair.second(),
                        pair.firstPicture().hex(),
                        pair.secondPicture().hex())
                .update();
    }

    Optional<Head> find(BlindId id) {
        return jdbc.sql("select * from blind_comparison where id = ?")
                .param(id.value())
                .query((row, index) -> head(row))
                .optional();
    }

    List<Head> ofVersion(VersionId version) {
        return jdbc.sql("""
                        select * from blind_comparison comparison where exists (
                            select 1 from blind_contestant contestant
                            where contestant.comparison_id = comparison.id and contestant.version_id = ?)
                        order by made_at desc, id""")
                .param(version.value())
                .query((row, index) -> head(row))
                .list();
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(
                new BlindId(row.getObject("id", UUID.class)),
                new CharacterId(row.getObject("character_id", UUID.class)),
                row.getObject("made_by", UUID.class),
                row.getString("made_by_name"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("closed_at", OffsetDateTime.class) == null);
    }

    List<Player> players(BlindId id) {
        return jdbc.sql("select * from blind_contestant where comparison_id = ? order by position")
                .param(id.value())
                .query((row, index) -> {
                    UUID version = row.getObject("version_id", UUID.class);
                    return new Player(
                            row.getInt("position"),
                            version == null ? null : new VersionId(version),
                            row.getString("name"),
                            row.getBoolean("production"));
                })
                .list();
    }

    List<Pair> pairs(BlindId id) {
        return jdbc.sql("select * from blind_pair where comparison_id = ? order by position")
                .param(id.value())
                .query((row, index) -> new Pair(
                        row.getInt("position"),
                        new SheetRow(row.getString("prompt"), row.getLong("seed")),
                        row.getInt("one"),
                        row.getInt("other"),
                        new BlobHash(row.getString("one_picture")),
                        new BlobHash(row.getString("other_picture"))))
                .list();
    }

    List<Voter> voters(BlindId id) {
        return jdbc.sql("select * from blind_voter where comparison_id = ? order by account_name, account_id")
                .param(id.value())
                .query((row, index) -> new Voter(
                        row.getObject("account_id", UUID.class),
                        row.getString("account_name"),
                        row.getLong("seed"),
                        row.getObject("finished_at", OffsetDateTime.class) != null))
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
                .params(id.value(), who.id(), who.name(), seed)
                .update();
    }

    List<Vote> votes(BlindId id) {
        return jdbc.sql("select position, account_id, winner from blind_vote where comparison_id = ?")
                .param(id.value())
                .query((row, index) -> new Vote(
                        row.getInt("position"),
                        row.getObject("account_id", UUID.class),
                        row.getObject("winner", Integer.class)))
                .list();
    }

    void vote(BlindId id, Vote vote, Instant at) {
        jdbc.sql("delete from blind_vote where comparison_id = ? and position = ? and account_id = ?")
                .params(id.value(), vote.pair(), vote.account())
                .update();
        jdbc.sql("insert into blind_vote (comparison_id, position, account_id, winner, voted_at)"
                        + " values (?, ?, ?, ?, ?)")
                .param(id.value())
                .param(vote.pair())
                .param(vote.account())
                .param(vote.winner())
                .param(at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void finish(BlindId id, UUID account, Instant at) {
        jdbc.sql("update blind_voter set finished_at = ? where comparison_id = ? and account_id = ?")
                .params(at.atOffset(ZoneOffset.UTC), id.value(), account)
                .update();
    }

    /** @return false when someone closed it meanwhile */
    boolean close(BlindId id, Actor by, Instant at) {
        return jdbc.sql("update blind_comparison set closed_by_name = ?, closed_at = ?"
                                + " where id = ? and closed_at is null")
                        .params(by.name(), at.atOffset(ZoneOffset.UTC), id.value())
                        .update()
                == 1;
    }

    /** Makes the person who votes or closes at the same moment wait. */
    void lock(BlindId id) {
        jdbc.sql("select id from blind_comparison where id = ? for update")
                .param(id.value())
                .query(UUID.class)
                .optional();
    }
}
