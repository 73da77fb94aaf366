package io.understudy.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The product as it is handed out, the jar with the libraries beside it, as a process on a data folder of its own. */
public final class ServerJar implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Process process;
    private final long begun;
    private final URI address;
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();

    /** @param options of the virtual machine */
    public ServerJar(Path jar, Path data, List<String> options) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        address = URI.create("http://localhost:" + port + "/");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(
                List.of("-jar", jar.toAbsolutePath().toString(), "--server.port=" + port, "--understudy.data=" + data));
        begun = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log.txt").toFile())
                .start();
    }

    /** Asks until the first page comes, and returns how long that took from the start of the process. */
    public Duration firstPage() throws IOException, InterruptedException {
        while (!process.waitFor(BETWEEN_QUESTIONS.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                HttpRequest question =
                        HttpRequest.newBuilder(address).timeout(LONGEST_START).build();
                if (browser.send(question, BodyHandlers.discarding()).statusCode() == 200) {
                    return sinceStart();
                }
            } catch (IOException notYet) {
                if (sinceStart().compareTo(LONGEST_START) > 0) {
                    throw new IOException("No page after " + LONGEST_START, notYet);
                }
            }
        }
        throw new IOException("The server ended with " + process.exitValue());
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Processor time so far. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Resident memory in megabytes; read where Linux says it. */
    public long residentMegabytes() throws IOException {
        Matcher line = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
        if (!line.find()) {
            throw new IOException("The process has ended");
        }
        return Long.parseLong(line.group(1)) / 1024;
    }

    /** Leaves it alone for a while. */
    public void rest(Duration time) throws IOException, InterruptedException {
        if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("The server ended with " + process.exitValue());
        }
    }

    /** Ends it as an operator does, and waits until it has. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /**
     * Makes the JDK's AOT cache: a start whose classes, links and profiles the JDK writes down when the process ends.
     *
     * @param arguments the jar, and the cache to be made
     */
    public static void main(String[] arguments) throws Exception {
        Path cache = Path.of(arguments[1]).toAbsolutePath();
        Path data = Files.createTempDirectory("understudy-cache");
        // What the JDK cannot keep, such as a class of an old version, is no news to the person who builds.
        List<String> options = List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
        try (ServerJar server = new ServerJar(Path.of(arguments[0]), data, options)) {
            server.firstPage();
        }
        if (!Files.exists(cache)) {
            throw new IOException("No cache was written; the log is " + data.resolve("log.txt"));
        }
        System.out.printf(Locale.ROOT, "%s, %d MB%n", cache, Files.size(cache) / 1_000_000);
    }
}
