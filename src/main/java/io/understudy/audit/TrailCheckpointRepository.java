package io.understudy.audit;

import io.understudy.platform.data.TypedJdbcClient;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Signed states of the trail. There is no statement here that changes or removes one. */
@Repository
class TrailCheckpointRepository {
    private static final String READ = "select size, note, at from audit_checkpoint";

    private final TypedJdbcClient jdbc;

    TrailCheckpointRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps it unless this size was signed before. */
    void add(TrailCheckpoint checkpoint) {
        jdbc.sql("insert into audit_checkpoint (size, note, at) values (:size, :note, :at) on conflict do nothing")
                .paramSource(checkpoint)
                .update();
    }

    List<TrailCheckpoint> all() {
        return jdbc.sql(READ + " order by size").query(TrailCheckpoint.class).list();
    }

    Optional<TrailCheckpoint> last() {
        return jdbc.sql(READ + " order by size desc limit 1")
                .query(TrailCheckpoint.class)
                .optional();
    }

    /** The first of a log that covers a row. */
    Optional<TrailCheckpoint> covering(long sequence, String origin) {
        return jdbc.sql(READ + " where size >= ? and note like ? order by size limit 1")
                .params(sequence, origin + "\n%")
                .query(TrailCheckpoint.class)
                .optional();
    }
}
