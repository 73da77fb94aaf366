package io.understudy.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/** The command line of the product as it is handed out: the jar, whose command is a process of its own. */
public final class ToolJar {
    private static final int RANK = 8;
    private static final int BLOCKS = 38;
    private static final int INPUTS = 3_072;
    private static final int OUTPUTS = 9_216;

    private ToolJar() {}

    /**
     * Inspects a LoRA.
     *
     * @param options of the virtual machine
     * @return from the start of the process to its end
     */
    public static Duration inspect(Path jar, Path lora, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString(), "inspect", lora.toString(), "--json"));
        long begun = System.nanoTime();
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("inspect ended with " + status);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Writes a LoRA of 7 MB as kohya's trainer names it. */
    public static Path lora(Path folder) throws IOException {
        StringJoiner header = new StringJoiner(",", "{", "}");
        int at = 0;
        for (int block = 0; block < BLOCKS; block++) {
            String module = "lora_unet_single_blocks_" + block + "_modulation_lin";
            header.add(tensor(module + ".lora_down.weight", RANK, INPUTS, at));
            at += 2 * RANK * INPUTS;
            header.add(tensor(module + ".lora_up.weight", OUTPUTS, RANK, at));
            at += 2 * RANK * OUTPUTS;
        }
        byte[] json = header.toString().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + json.length + at).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        Random random = new Random(7);
        while (bytes.hasRemaining()) {
            bytes.putShort((short) (Float.floatToIntBits((float) random.nextGaussian() / 100) >>> 16));
        }
        return Files.write(folder.resolve("some.safetensors"), bytes.array());
    }

    private static String tensor(String name, int rows, int columns, int at) {
        return "\"%s\":{\"dtype\":\"BF16\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}"
                .formatted(name, rows, columns, at, at + 2 * rows * columns);
    }

    /**
     * Makes the JDK's AOT cache of the command line.
     *
     * @param arguments the jar, and the cache to be made
     */
    public static void main(String[] arguments) throws Exception {
        Path cache = Path.of(arguments[1]).toAbsolutePath();
        Path lora = lora(Files.createTempDirectory("understudy-cache"));
        inspect(Path.of(arguments[0]), lora, List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
        if (!Files.exists(cache)) {
            throw new IOException("No cache was written");
        }
        System.out.printf(Locale.ROOT, "%s, %d MB%n", cache, Files.size(cache) / 1_000_000);
    }
}
