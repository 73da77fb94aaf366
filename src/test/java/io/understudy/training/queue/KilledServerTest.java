package io.understudy.training.queue;

import static io.understudy.training.queue.KilledServer.Moment.BETWEEN_CHECKPOINTS;
import static io.understudy.training.queue.KilledServer.Moment.CLAIMED;
import static io.understudy.training.queue.KilledServer.Moment.COLLECTING;
import static io.understudy.training.queue.KilledServer.Moment.FINISHED_BUT_NOT_BORN;
import static io.understudy.training.queue.KilledServer.Moment.NEVER;
import static io.understudy.training.queue.KilledServer.Moment.SAVING;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FakeFaults.Hold;
import io.understudy.support.ServerCommand;
import io.understudy.training.queue.KilledServer.Moment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers are killed, with kill -9, while runs on the miniature and at fal.ai are in each of their states; the next
 * server, on the same data, takes the runs up. One run on the miniature outlives five kills, each in another state; runs
 * at fal are in all of theirs at the first of them. fal itself, on loopback, outlives every server.
 */
@Tag("heavy")
class KilledServerTest {
    private static final String FAST = "fal-flux-lora-fast-training";
    private static final String TURBO = "fal-turbo-flux-trainer";
    private static final int SECONDS = 240;

    @TempDir
    Path data;

    @Test
    void everyRunIsTakenUpInWhicheverStateItsServerWasKilled() throws Exception {
        try (FakeFal fal = new FakeFal()) {
            fal.deliver(FakeFal.anyLora());
            List<Hold> holds = new ArrayList<>();
            try (Server first = new Server(BETWEEN_CHECKPOINTS, fal)) {
                first.obeys("begin");
                first.obeys("launch miniature " + KilledServer.STEPS);
                holds.add(reached(fal, "upload", first, FAST, 20));
                holds.add(reached(fal, "submit", first, FAST, 21));
                holds.add(reached(fal, "status", first, FAST, 22));
                fal.pauseAt(3);
                first.obeys("launch " + FAST + " 23 as RUNNING");
                first.obeys("launch " + FAST + " 24");
                first.obeys("launch " + TURBO + " 9000 as AWAITING_APPROVAL");
                fal.finishAtOnce();
                holds.add(reached(fal, "result", first, TURBO, 25));
                holds.add(reached(fal, "download", first, TURBO, 26));
                first.tells(PausedMiniatureConfiguration.AT + BETWEEN_CHECKPOINTS);
                first.obeys("stop when one succeeds at fal");
                first.obeys("launch " + TURBO + " 27");
                first.tells(PausedMiniatureConfiguration.AT + PausedMiniatureConfiguration.SUCCESS_ELSEWHERE);
            }
            holds.forEach(Hold::letGo);
            fal.pauseAt(Integer.MAX_VALUE);

            try (Server second = new Server(SAVING, fal)) {
                second.obeys("report fal");
                assertThat(second.reports())
                        .containsExactlyInAnyOrder(
                                "20 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                // Its answer was lost: an admin is asked, and nothing is sent twice.
                                "21 steps: UNCONFIRMED, 0 version, charges [UNCONFIRMED]",
                                "22 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                "23 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                "24 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                "9000 steps: AWAITING_APPROVAL, 0 version, charges []",
                                "25 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                "26 steps: SUCCEEDED, 1 version, charges [CHARGED]",
                                "27 steps: SUCCEEDED, 1 version, charges [CHARGED]");
                assertThat(fal.requests())
                        .as("every run was sent once")
                        .extracting(request -> request.input.path("steps").asInt())
                        .containsExactlyInAnyOrder(20, 21, 22, 23, 24, 25, 26, 27);
                assertThat(fal.requests()).noneMatch(request -> request.isCancelled());
                second.tells(PausedMiniatureConfiguration.AT + SAVING);
            }
            for (Moment moment : List.of(CLAIMED, COLLECTING, FINISHED_BUT_NOT_BORN)) {
                try (Server next = new Server(moment, fal)) {
                    next.tells(PausedMiniatureConfiguration.AT + moment);
                }
            }
            try (Server last = new Server(NEVER, fal)) {
                last.obeys("report miniature");
                // Saved after steps 4 and 8 of 12: what lies behind the last checkpoint is made again.
                assertThat(last.reports())
                        .containsExactly("SUCCEEDED, attempts from steps [0, 4, 4, 4, 8, 8], points 1 to 12 once each,"
                                + " samples after steps [0, 6, 12], 1 version, storage sound");
            }
        }
    }

    /** Launches a run and waits until fal holds the answer to one of its calls. */
    private static Hold reached(FakeFal fal, String call, Server server, String backend, int steps) throws Exception {
        Hold hold = fal.holdNext(call);
        server.obeys("launch " + backend + " " + steps);
        hold.awaitReached();
        return hold;
    }

    /** A server as a process of its own; closing it is kill -9. */
    private final class Server implements AutoCloseable {
        private final Process process;
        private final PrintWriter orders;
        private final List<String> lines = new ArrayList<>();

        Server(Moment standsStillAt, FakeFal fal) throws IOException {
            List<String> options = new ArrayList<>(List.of(
                    standsStillAt.name(),
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--understudy.jobs.lease=8s",
                    "--understudy.data=" + data));
            Map<String, String> settings = new TreeMap<>(fal.settings());
            settings.put("understudy.fal.poll-every", "100ms");
            // Answers that fal holds back are not given up before the server is killed, however busy the machine is.
            settings.put("understudy.fal.give-up-after", "5m");
            settings.put("understudy.fal.answer-within", "5m");
            settings.forEach((name, value) -> options.add("--" + name + "=" + value));
            process = new ProcessBuilder(ServerCommand.of(KilledServer.class, options))
                    .redirectErrorStream(true)
                    .start();
            orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    synchronized (lines) {
                        lines.add(line);
                        lines.notifyAll();
                    }
                }
            } catch (IOException killed) {
                // What it said before is known.
                return;
            }
        }

        void obeys(String order) throws InterruptedException {
            orders.println(order);
            tells(KilledServer.DONE + order);
        }

        void tells(String line) throws InterruptedException {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            synchronized (lines) {
                while (!lines.contains(line)) {
                    long left = until - System.nanoTime();
                    assertThat(left > 0 && process.isAlive())
                            .as("waited for “%s”, heard:%n%s", line, String.join("\n", lines))
                            .isTrue();
                    TimeUnit.NANOSECONDS.timedWait(lines, Math.min(left, TimeUnit.SECONDS.toNanos(1)));
                }
            }
        }

        List<String> reports() {
            synchronized (lines) {
                return lines.stream()
                        .filter(line -> line.startsWith(KilledServer.REPORT))
                        .map(line -> line.substring(KilledServer.REPORT.length()))
                        .toList();
            }
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }
}
