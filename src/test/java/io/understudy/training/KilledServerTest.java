package io.understudy.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.training.KilledServer.Moment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server ends, as with kill -9, while a run on the miniature is in each of its states. The next server, on the same
 * data, takes the run up, ends it with one version and no step twice, and dies with the next run.
 */
@Tag("story")
class KilledServerTest {
    private static final int SECONDS = 240;

    @TempDir
    Path data;

    @Test
    void aRunIsTakenUpInWhicheverStateTheServerWasKilled() throws Exception {
        for (Moment moment : Moment.values()) {
            Ended server = serverThat(moment.name());
            assertThat(server.exit())
                    .as("exit at %s:\n%s", moment, server.log())
                    .isEqualTo(KilledServer.KILLED);
            if (moment.ordinal() > 0) {
                assertGoodEnd(server, Moment.values()[moment.ordinal() - 1]);
            }
        }

        Ended last = serverThat("NEVER");
        assertThat(last.exit()).as(last.log()).isZero();
        assertGoodEnd(last, Moment.values()[Moment.values().length - 1]);
    }

    /** The miniature saves after steps 4 and 8 of 12: what lies behind the last checkpoint is made again. */
    private static void assertGoodEnd(Ended server, Moment killedAt) {
        assertThat(server.reports())
                .as("killed at %s:\n%s", killedAt, server.log())
                .containsExactly("SUCCEEDED, attempt 2 from step " + killedAt.from()
                        + ", points 1 to 12 once each, samples after steps [0, 6, 12], 1 version, storage sound");
    }

    private record Ended(int exit, String log) {
        List<String> reports() {
            return log.lines()
                    .filter(line -> line.startsWith(KilledServer.REPORT))
                    .map(line -> line.substring(KilledServer.REPORT.length()))
                    .toList();
        }
    }

    private Ended serverThat(String diesAt) throws IOException, InterruptedException {
        Path log = data.resolve("server.log");
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx900m",
                        "-XX:+UseParallelGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledServer.class.getName(),
                        diesAt,
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.profiles.active=story",
                        "--understudy.training.lease=5s",
                        "--understudy.data=" + data)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = server.waitFor(SECONDS, TimeUnit.SECONDS);
            String words = Files.readString(log, StandardCharsets.UTF_8);
            assertThat(ended).as("ended within %d s:\n%s", SECONDS, words).isTrue();
            return new Ended(server.exitValue(), words);
        } finally {
            server.destroyForcibly();
        }
    }
}
