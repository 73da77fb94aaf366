package io.understudy.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.identity.People;
import io.understudy.support.StudioTest;
import io.understudy.training.queue.RunFixtures;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The search over everything, with 10 000 runs and 2 000 pictures. */
@StudioTest
@Tag("bench")
class SearchBenchmark {
    private static final int RUNS = 10_000;
    private static final int PICTURES = 2_000;
    private static final Duration WANTED = Duration.ofMillis(100);

    @Autowired
    SearchController search;

    @Autowired
    RunFixtures stories;

    @Autowired
    People people;

    @Autowired
    JdbcTemplate jdbc;

    @BeforeEach
    void manyThings() {
        people.signIn(people.member("Mara"));
        stories.forget();
        CharacterId ava = stories.character("Ava Lindqvist", "ohwx woman");
        long model = stories.finished(ava, 10, 1e-4).number();
        String ofRun = others("training_run", "'id', 'number', 'client_key', 'trigger_word'");
        jdbc.batchUpdate(
                "insert into training_run (id, number, client_key, trigger_word, " + ofRun + ") select ?, ?, ?, ?, "
                        + ofRun + " from training_run where number = " + model,
                LongStream.rangeClosed(1, RUNS)
                        .mapToObj(index -> new Object[] {
                            UUID.randomUUID(), model + index, UUID.randomUUID(), "ohwx" + index % 50 + " woman"
                        })
                        .toList());
        UUID picture = jdbc.queryForObject("select id from picture", UUID.class);
        String ofPicture = others("picture", "'id', 'position', 'caption', 'present_hash'");
        jdbc.batchUpdate(
                "insert into picture (id, position, caption, present_hash, " + ofPicture + ") select ?, ?, ?, ?, "
                        + ofPicture + " from picture where id = ?",
                IntStream.rangeClosed(1, PICTURES)
                        .mapToObj(index -> new Object[] {
                            UUID.randomUUID(),
                            index,
                            "ohwx woman, smiling, street " + index + ", soft light from the left, full body",
                            "%064x".formatted(index),
                            picture
                        })
                        .toList());
    }

    private String others(String table, String own) {
        return String.join(
                ", ",
                jdbc.queryForList(
                        "select lower(column_name) from information_schema.columns where lower(table_name) = '" + table
                                + "' and lower(column_name) not in (" + own + ")",
                        String.class));
    }

    @Test
    void everyAnswerComesWithinAHundredMilliseconds() {
        System.out.println();
        System.out.println("| search in 10 000 runs and 2 000 pictures | p50 | p95 |");
        System.out.println("|---|---|---|");
        for (String text : new String[] {"ava", "run 7077", "ohwx7", "street 1999", "left full", "moonshine", "e"}) {
            measure(text);
        }
    }

    private void measure(String text) {
        for (int warm = 0; warm < 20; warm++) {
            search.find(text);
        }
        long[] times = IntStream.range(0, 100)
                .mapToLong(round -> {
                    long start = System.nanoTime();
                    search.find(text);
                    return System.nanoTime() - start;
                })
                .sorted()
                .toArray();
        System.out.printf("| %s | %.1f ms | %.1f ms |%n", text, times[50] / 1e6, times[95] / 1e6);
        assertThat(Duration.ofNanos(times[95])).as(text).isLessThan(WANTED);
    }
}
