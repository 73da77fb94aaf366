package io.understudy.lora.passport;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast a file is read, hashed and measured, next to {@code sha256sum}, which only hashes it, in the same run:
 * wholly, as the product does with files that it keeps, and as {@code inspect} does, without the hash of the weights and
 * with the use of the rank in a part of the layers or in none. Needs two processors that have nothing else to do: hashes
 * of the file and of its tensors alone are made at the same time.
 *
 * <p>The whole scan is shown and has no limit. It, too, is meant to take at most 1.5 times as long as
 * {@code sha256sum}, and nothing here makes sure of that: the use of the rank in every layer is computed on top of the
 * hashes.
 */
@Tag("bench")
class PassportBenchmark {
    private static final int ROUNDS = 5;

    /** Times as long as {@code sha256sum}. */
    private static final double AIM = 1.5;

    private static final int RANK = 32;
    private static final int BLOCKS = 1_200;

    @TempDir
    Path folder;

    @Test
    void whatInspectReadsTakesAtMostOneAndAHalfTimesAsLongAsSha256sum() throws Exception {
        Map<String, Double> times = new LinkedHashMap<>();
        System.out.printf("%n| file | whole, MB/s | rank of a part, MB/s | without the rank, MB/s | sha256sum, MB/s"
                + " | reading alone, MB/s | whole, times sha256sum | rank of a part | without the rank |%n"
                + "|---|---|---|---|---|---|---|---|---|%n");
        for (TensorType type : List.of(TensorType.BF16, TensorType.F16, TensorType.F32)) {
            Path file = file(type);
            double megabytes = Files.size(file) / 1e6;
            // One round of each warms up the page cache and the compiler; then they take turns.
            List<Double> whole = new ArrayList<>();
            List<Double> sampled = new ArrayList<>();
            List<Double> quick = new ArrayList<>();
            List<Double> sum = new ArrayList<>();
            List<Double> reading = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                double ofWhole = seconds(() -> PassportReader.read(file, ScanDepth.WHOLE));
                double ofSampled = seconds(() -> PassportReader.read(file, ScanDepth.SAMPLED));
                double ofQuick = seconds(() -> PassportReader.read(file, ScanDepth.QUICK));
                double theirs = seconds(() -> sha256sum(file));
                double plain = seconds(() -> readAlone(file));
                if (round > 0) {
                    whole.add(megabytes / ofWhole);
                    sampled.add(megabytes / ofSampled);
                    quick.add(megabytes / ofQuick);
                    sum.add(megabytes / theirs);
                    reading.add(megabytes / plain);
                }
            }
            double timesOfWhole = median(sum) / median(whole);
            double timesOfSampled = median(sum) / median(sampled);
            double timesOfQuick = median(sum) / median(quick);
            System.out.printf(
                    Locale.ROOT,
                    "| %s, %.0f MB | %.0f | %.0f | %.0f | %.0f | %.0f | %.2f | %.2f | %.2f |%n",
                    type,
                    megabytes,
                    median(whole),
                    median(sampled),
                    median(quick),
                    median(sum),
                    median(reading),
                    timesOfWhole,
                    timesOfSampled,
                    timesOfQuick);
            times.put(type + " with the use of the rank in a part of the layers", timesOfSampled);
            times.put(type + " without", timesOfQuick);
            Files.delete(file);
        }
        assertThat(times)
                .as("times as long as sha256sum")
                .allSatisfy((name, factor) -> assertThat(factor).as(name).isLessThanOrEqualTo(AIM));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private static void sha256sum(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sha256sum", file.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("sha256sum failed");
        }
    }

    private static void readAlone(Path file) throws IOException {
        byte[] buffer = new byte[1 << 19];
        try (InputStream in = Files.newInputStream(file)) {
            while (in.read(buffer) >= 0) {
                // Only to know what the disk and the page cache give.
            }
        }
    }

    /** All {@code linear1} layers of a made-up model, with values as training leaves them. */
    private Path file(TensorType type) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        Random random = new Random(7);
        float[] down = values(random, RANK * 3072, 0.01);
        float[] up = values(random, RANK * 9216, 0.003);
        for (int block = 0; block < BLOCKS / type.bytes(); block++) {
            String module = "lora_unet_single_blocks_" + block + "_modulation_lin";
            writer.tensor(module + ".lora_down.weight", type, down, RANK, 3072);
            writer.tensor(module + ".lora_up.weight", type, up, 9216, RANK);
        }
        Path file = folder.resolve("bench.safetensors");
        writer.writeTo(file);
        return file;
    }

    private static float[] values(Random random, int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}
