package io.understudy.training.backends.engines;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.training.RunId;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Repository;

@Repository
class JobFolderQueries {
    private final TypedJdbcClient jdbc;

    JobFolderQueries(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Names of states; runs that are gone have none. */
    Map<RunId, String> states(Collection<RunId> runs) {
        return runs.isEmpty()
                ? Map.of()
                : jdbc.sql("select id, state from training_run where id in (:runs)")
                        .param("runs", runs)
                        .map(RunId.class, String.class);
    }
}
