package io.understudy.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.ServerCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@link KilledServer} as a process of its own; closing it is kill -9. */
final class ServerProcess implements AutoCloseable {
    private static final int SECONDS = 240;

    private final Process process;
    private final PrintWriter orders;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param data where an earlier server may have left something
     * @param settings beyond the usual ones
     */
    ServerProcess(String which, Path data, Map<String, String> settings) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                which,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--understudy.jobs.lease=8s",
                "--understudy.training.concurrency=8",
                "--understudy.generation.concurrency=8",
                "--understudy.data=" + data));
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

    List<String> reports(String kind) throws InterruptedException {
        synchronized (lines) {
            lines.removeIf(line -> line.startsWith(KilledServer.REPORT));
        }
        obeys("report " + kind);
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
