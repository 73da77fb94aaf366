package io.understudy.training.backends.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.storage.TestSpool;
import io.understudy.support.SettableClock;
import io.understudy.training.backends.cluster.SharedJobFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobCopiesTest {
    @TempDir
    Path place;

    private final SettableClock clock = new SettableClock();
    private SharedJobFolder folder;
    private JobCopies copies;

    @BeforeEach
    void open() {
        folder = new SharedJobFolder(place.resolve("run"), "/run");
        copies = new JobCopies(folder, JobTiming.of(clock, TestSpool.directory()));
    }

    private void say(String text) throws IOException {
        folder.write(JobCopies.FILE, () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void anEngineThatCopiesNothingHasNoTrouble() {
        assertThat(copies.trouble()).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(copies.trouble()).isEmpty();
    }

    @Test
    void whatThePodCannotCopyIsSaidUntilItCan() throws IOException {
        say("{\"at\": 1, \"problem\": \"The store refuses a link\\nwith status 403.\"}");
        assertThat(copies.trouble()).isEqualTo("The store refuses a link with status 403.");

        say("{\"at\": 2, \"problem\": \"\"}");
        assertThat(copies.trouble()).isEmpty();
    }

    @Test
    void aPodThatSaysNothingAnyMoreIsMissed() throws IOException {
        say("{\"at\": 1, \"problem\": \"\"}");
        assertThat(copies.trouble()).isEmpty();

        clock.advance(Duration.ofMinutes(11));
        assertThat(copies.trouble()).startsWith("No file of the job has arrived for some minutes");

        say("{\"at\": 2, \"problem\": \"\"}");
        assertThat(copies.trouble()).isEmpty();
    }

    @Test
    void aJobThatWaitsForItsNextPodIsNotMissed() throws IOException {
        say("{\"at\": 1, \"problem\": \"\"}");
        assertThat(copies.trouble()).isEmpty();
        clock.advance(Duration.ofMinutes(11));

        copies.rest();

        assertThat(copies.trouble()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "null", "\0"})
    void nonsenseIsNoTrouble(String text) throws IOException {
        say(text);

        assertThat(copies.trouble()).isEmpty();
    }
}
