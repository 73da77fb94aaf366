package io.understudy.prompts.stacks.overlap;

import io.understudy.lora.overlap.Overlap;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Repository;

@Repository
class OverlapRepository {
    private static final int PROBLEM_LENGTH = 1000;

    private final TypedJdbcClient jdbc;

    OverlapRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean want(OverlapPair pair, Instant now) {
        return jdbc.sql("""
                        insert into lora_overlap (first_hash, second_hash, state, wanted_at)
                        values (?, ?, 'WAITING', ?) on conflict do nothing""").params(pair.first(), pair.second(), now).update() == 1;
    }

    Map<OverlapPair, FileOverlap> among(Collection<BlobHash> files) {
        return jdbc.sql("""
                        select first_hash, second_hash, content as overlap, problem from lora_overlap
                        where first_hash in (:files) and second_hash in (:files)""").param("files", files).map(OverlapPair.class, FileOverlap.class);
    }

    List<OverlapPair> waiting() {
        return jdbc.sql("""
                        select first_hash, second_hash from lora_overlap where state = 'WAITING'
                        order by wanted_at, first_hash, second_hash""").query(OverlapPair.class).list();
    }

    boolean isWaiting(OverlapPair pair) {
        return jdbc.sql("""
                        select count(*) from lora_overlap
                        where first_hash = ? and second_hash = ? and state = 'WAITING'""")
                        .params(pair.first(), pair.second())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    boolean again(OverlapPair pair, Instant now) {
        return jdbc.sql("""
                        update lora_overlap set state = 'WAITING', problem = null, wanted_at = ?
                        where first_hash = ? and second_hash = ? and state = 'IMPOSSIBLE'""").params(now, pair.first(), pair.second()).update() == 1;
    }

    void measured(OverlapPair pair, Overlap overlap) {
        jdbc.sql("""
                        update lora_overlap set state = 'MEASURED', content = ?
                        where first_hash = ? and second_hash = ? and state = 'WAITING'""").params(overlap, pair.first(), pair.second()).update();
    }

    void impossible(OverlapPair pair, String problem) {
        String words = problem.length() > PROBLEM_LENGTH ? problem.substring(0, PROBLEM_LENGTH) : problem;
        jdbc.sql("""
                        update lora_overlap set state = 'IMPOSSIBLE', problem = ?
                        where first_hash = ? and second_hash = ? and state = 'WAITING'""").params(words, pair.first(), pair.second()).update();
    }
}
