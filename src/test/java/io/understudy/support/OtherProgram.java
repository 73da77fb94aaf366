package io.understudy.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A program that reads the same formats and is not ours; tests that need it are skipped where it is missing. */
public final class OtherProgram {
    private OtherProgram() {}

    public static void assumeInstalled(String name) {
        assumeTrue(
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name))),
                () -> name + " is not installed");
    }

    public record Answer(int status, String output) {}

    /** @param environment added to that of the tests */
    public static Answer run(List<String> command, Map<String, String> environment, Path folder, String input)
            throws IOException, InterruptedException {
        Path stdin = Files.writeString(Files.createTempFile(folder, "input", ".txt"), input);
        ProcessBuilder program = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(stdin.toFile())
                .redirectErrorStream(true);
        program.environment().putAll(environment);
        Process running = program.start();
        try (InputStream out = running.getInputStream()) {
            String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(running.waitFor(), output);
        }
    }

    public static Answer run(Path folder, String... command) throws IOException, InterruptedException {
        return run(List.of(command), Map.of(), folder, "");
    }
}
