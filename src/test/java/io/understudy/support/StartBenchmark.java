package io.understudy.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the product takes to its first page, what it holds once it rests, and how long a command takes. Measures the jar
 * that {@code ./mvnw -Pcache package} made; without one there is nothing to measure.
 */
@Tag("bench")
class StartBenchmark {
    private static final int ROUNDS = 3;
    private static final Duration TO_REST = Duration.ofSeconds(20);
    private static final Path JAR = Path.of("target", "understudy.jar");
    private static final Path LIBRARIES = Path.of("target", "lib");
    private static final Path CACHE = Path.of("target", "understudy.aot");
    private static final Path TOOL_CACHE = Path.of("target", "understudy-tool.aot");
    private static final int INSPECTIONS = 5;

    @TempDir
    Path data;

    private record Start(Duration firstPage, Duration processor, long resident) {}

    @Test
    void aStartOnEmptyAndKnownData() throws Exception {
        assumeTrue(Files.exists(JAR), "./mvnw -Pcache package makes the jar");
        System.out.printf(
                Locale.ROOT, "%nJar and libraries: %d MB%n%n", (Files.size(JAR) + sizeOf(LIBRARIES)) / 1_000_000);
        System.out.printf("| start | first page, s | processor until then, s | at rest, MB |%n|---|---|---|---|%n");
        print("the first, on an empty folder", List.of(start(List.of())));
        Start plain = print("later", starts(List.of()));
        Start small = plain;
        if (Files.exists(CACHE)) {
            small = print("later, with the AOT cache", starts(List.of("-XX:AOTCache=" + CACHE)));
            assertThat(small.firstPage()).isLessThanOrEqualTo(Duration.ofSeconds(3));
        }
        assertThat(plain.firstPage()).isLessThanOrEqualTo(Duration.ofSeconds(6));
        assertThat(Math.max(plain.resident(), small.resident())).isLessThanOrEqualTo(400);
    }

    /** The aim is for a machine that has nothing else to do, with the cache of the command line. */
    @Test
    void inspectingALoraTakesHalfASecond() throws Exception {
        assumeTrue(Files.exists(JAR), "./mvnw -Pcache package makes the jar");
        Path lora = ToolJar.lora(data);
        System.out.printf(
                Locale.ROOT, "%n| inspect, %.0f MB | from start to end, s |%n|---|---|%n", Files.size(lora) / 1e6);
        inspect("without a cache", lora, List.of());
        assumeTrue(Files.exists(TOOL_CACHE), "./mvnw -Pcache package makes the cache");

        Duration cached = inspect("with the AOT cache", lora, List.of("-XX:AOTCache=" + TOOL_CACHE, "-Xlog:aot*=off"));

        assertThat(cached).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    /** Prints the median of some calls, of which the first warms up the page cache. */
    private static Duration inspect(String name, Path lora, List<String> options) throws Exception {
        List<Duration> times = new ArrayList<>();
        for (int round = 0; round <= INSPECTIONS; round++) {
            Duration time = ToolJar.inspect(JAR, lora, options);
            if (round > 0) {
                times.add(time);
            }
        }
        Collections.sort(times);
        Duration median = times.get(times.size() / 2);
        System.out.printf(Locale.ROOT, "| %s | %.2f |%n", name, median.toMillis() / 1000.0);
        return median;
    }

    private List<Start> starts(List<String> options) throws Exception {
        List<Start> starts = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            starts.add(start(options));
        }
        return starts;
    }

    private Start start(List<String> options) throws Exception {
        try (ServerJar server = new ServerJar(JAR, data, options)) {
            Duration firstPage = server.firstPage();
            Duration processor = server.processorTime();
            server.rest(TO_REST);
            return new Start(firstPage, processor, server.residentMegabytes());
        }
    }

    /** Prints the median of the starts. */
    private static Start print(String name, List<Start> starts) {
        List<Start> sorted = starts.stream()
                .sorted((one, other) -> one.firstPage().compareTo(other.firstPage()))
                .toList();
        Start median = sorted.get(sorted.size() / 2);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %d |%n",
                name,
                median.firstPage().toMillis() / 1000.0,
                median.processor().toMillis() / 1000.0,
                median.resident());
        return median;
    }

    private static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
