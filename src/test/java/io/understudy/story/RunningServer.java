package io.understudy.story;

import static org.assertj.core.api.Assertions.fail;

import io.understudy.support.ServerCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The product as a separate process with its own data folder: it can be killed and started again. */
final class RunningServer implements AutoCloseable {
    private static final Pattern LINK = Pattern.compile("(http://localhost:\\d+/\\S*)");
    private static final int START_SECONDS = 180;

    private final Path data;
    private final List<String> options;
    private final int port;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private @Nullable Process process;
    private String announced = "";

    /** @param options of the product, such as {@code --spring.datasource.url=…} */
    RunningServer(Path data, String... options) throws IOException {
        this.data = data;
        this.options = List.of(options);
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
    }

    void start() throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(
                List.of("--server.port=" + port, "--understudy.jobs.lease=10s", "--understudy.data=" + data));
        all.addAll(options);
        Process started = new ProcessBuilder(ServerCommand.ofProduct(all))
                .redirectErrorStream(true)
                .start();
        process = started;
        CompletableFuture<String> ready = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> readLog(started, ready));
        try {
            announced = ready.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException notStarted) {
            fail("The server did not start:\n" + String.join("\n", log), notStarted);
        }
    }

    private void readLog(Process started, CompletableFuture<String> ready) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                Matcher link = LINK.matcher(line);
                if (line.contains("SetupLinkPrinter") && link.find()) {
                    ready.complete(link.group(1));
                }
            }
        } catch (IOException endOfTheProcess) {
            log.add("(the log ended: " + endOfTheProcess.getMessage() + ")");
        }
        ready.completeExceptionally(new IllegalStateException("The process ended"));
    }

    /** The link that the log announced: set-up before there is an admin, home afterwards. */
    String announcedLink() {
        return announced;
    }

    String url(String path) {
        return "http://localhost:" + port + "/" + path;
    }

    String log() {
        return String.join("\n", log);
    }

    /** Ends the process as kill -9 does: no chance to tidy up. */
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.waitFor(2, TimeUnit.MINUTES);
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
