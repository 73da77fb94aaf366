package io.understudy.mini;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Times a LoRA step of the same net in PyTorch, by the recipe's own {@code speed.py}. */
final class PyTorchStep {
    private static final String PYTHON = System.getProperty("understudy.bench.python", "python3");

    private PyTorchStep() {}

    /**
     * Seconds of a step, of float32 and bfloat16 the faster.
     *
     * @throws IOException with what Python printed if it or its package torch is missing
     */
    static double seconds(int threads, int batch, int steps) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        PYTHON,
                        "speed.py",
                        Path.of("src/main/resources/miniature/base.safetensors")
                                .toAbsolutePath()
                                .toString(),
                        String.valueOf(threads),
                        String.valueOf(batch),
                        String.valueOf(steps))
                .directory(Path.of("src/miniature-base").toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("PyTorch did not run: " + printed);
        }
        return Arrays.stream(printed.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .min()
                .orElseThrow();
    }
}
