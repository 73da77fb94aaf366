package io.understudy.training.lists;

import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** More runs than a test could launch: copies of one, with other settings and results. */
public final class ManyRuns {
    private ManyRuns() {}

    /**
     * @param model number of the run that is copied
     * @param last the highest number that a run has; theirs follow
     */
    public static void add(int runs, long model, long last, JdbcTemplate jdbc) {
        List<String> columns = jdbc.queryForList(
                "select lower(column_name) from information_schema.columns where lower(table_name) = 'training_run'"
                        + " and lower(column_name) not in ('id', 'number', 'client_key', 'steps', 'lora_rank', 'loss',"
                        + " 'learning_rate', 'trigger_word')",
                String.class);
        String same = String.join(", ", columns);
        jdbc.batchUpdate(
                "insert into training_run (id, number, client_key, steps, lora_rank, loss, learning_rate, trigger_word, "
                        + same + ") select ?, ?, ?, ?, ?, ?, ?, ?, " + same + " from training_run where number = "
                        + model,
                LongStream.rangeClosed(1, runs)
                        .mapToObj(index -> new Object[] {
                            UUID.randomUUID(),
                            last + index,
                            UUID.randomUUID(),
                            500 + index % 11 * 100,
                            4 << index % 4,
                            index % 17 == 0 ? null : 0.05 + Math.floorMod(index * 7919, 1000) / 1e4,
                            1e-5 * (1 + index % 20),
                            "ohwx" + index % 50 + " woman"
                        })
                        .toList());
    }
}
