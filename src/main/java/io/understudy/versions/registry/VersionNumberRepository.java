package io.understudy.versions.registry;

import io.understudy.characters.CharacterId;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.training.RunId;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/**
 * One row per character: the person who holds it gives the next number or moves production, and nobody else meanwhile.
 */
@Repository
public class VersionNumberRepository {
    private final TypedJdbcClient jdbc;

    VersionNumberRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes the next number; another transaction that wants one waits until this one is over. */
    public int next(CharacterId character) {
        jdbc.sql("insert into version_counter (character_id, last_number) values (?, 0) on conflict do nothing")
                .param(character)
                .update();
        jdbc.sql("update version_counter set last_number = last_number + 1 where character_id = ?")
                .param(character)
                .update();
        return jdbc.sql("select last_number from version_counter where character_id = ?")
                .param(character)
                .query(Integer.class)
                .single();
    }

    /** The number that the version of a run gets: the first request takes the next one, and it stays that run's. */
    public int reserved(RunId run, CharacterId character) {
        Optional<Integer> taken = reservedFor(run);
        if (taken.isPresent()) {
            return taken.get();
        }
        int number = next(character);
        jdbc.sql("insert into version_number (run_id, character_id, number) values (?, ?, ?)")
                .params(run, character, number)
                .update();
        return number;
    }

    /** The number that was reserved for a run; empty when nobody asked. */
    public Optional<Integer> reservedFor(RunId run) {
        return jdbc.sql("select number from version_number where run_id = ?")
                .param(run)
                .query(Integer.class)
                .optional();
    }

    /** Holds the series until the transaction is over. */
    public void lock(CharacterId character) {
        jdbc.sql("select last_number from version_counter where character_id = ? for update")
                .param(character)
                .query(Integer.class)
                .single();
    }
}
