package io.understudy.lora.passport;

import io.understudy.lora.format.LegacyHash;
import io.understudy.lora.format.SafetensorsHeader;
import io.understudy.lora.format.Sha256;
import io.understudy.lora.format.TensorInfo;
import io.understudy.lora.format.TensorScan;
import io.understudy.lora.layers.TensorStatistics;
import io.understudy.lora.passport.Passport.FileHashes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

public final class PassportReader {
    private PassportReader() {}

    /**
     * Reads a file on disk.
     *
     * @throws io.understudy.lora.format.MalformedSafetensorsException if it is no sound safetensors file; the message says
     *     what is wrong and where
     */
    public static Passport read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, Files.size(file));
        }
    }

    /**
     * Reads a stream to its end; does not close it.
     *
     * @param size of the whole file in bytes
     * @throws io.understudy.lora.format.MalformedSafetensorsException if it is no sound safetensors file
     */
    public static Passport read(InputStream in, long size) throws IOException {
        try (ExecutorService helpers = Executors.newVirtualThreadPerTaskExecutor()) {
            Scan scan = new Scan(helpers);
            TensorScan.run(in, size, scan);
            return new PassportDraft(scan.header, scan.statistics, scan.hashes(), size).passport();
        }
    }

    /** Makes the hashes and the statistics of each chunk, at the same time where the chunk is worth it. */
    private static final class Scan implements TensorScan.Visitor {
        private static final int WORTH_SHARING = 1 << 16;

        private final Executor helpers;
        private final MessageDigest file = Sha256.begin();
        private final MessageDigest data = Sha256.begin();
        private final Map<String, MessageDigest> tensors = new HashMap<>();
        private final Map<String, TensorStatistics> statistics = new HashMap<>();
        private SafetensorsHeader header = new SafetensorsHeader(Map.of(), Map.of());
        private LegacyHash legacy = new LegacyHash(header);

        Scan(Executor helpers) {
            this.helpers = helpers;
        }

        @Override
        public void header(SafetensorsHeader found, byte[] bytes) {
            header = found;
            legacy = new LegacyHash(found);
            file.update(bytes);
            found.tensors().keySet().forEach(name -> statistics.put(name, new TensorStatistics()));
        }

        @Override
        public void data(TensorInfo tensor, ByteBuffer chunk) {
            byte[] bytes = chunk.array();
            int length = chunk.limit();
            MessageDigest weights = tensors.computeIfAbsent(tensor.name(), name -> Sha256.begin());
            TensorStatistics values = statistics.computeIfAbsent(tensor.name(), name -> new TensorStatistics());
            if (length < WORTH_SHARING) {
                file.update(bytes, 0, length);
                ofTensors(bytes, length);
                weights.update(bytes, 0, length);
                values.add(tensor.type(), chunk);
                return;
            }
            CompletableFuture<Void> whole = CompletableFuture.runAsync(() -> file.update(bytes, 0, length), helpers);
            CompletableFuture<Void> all = CompletableFuture.runAsync(() -> ofTensors(bytes, length), helpers);
            CompletableFuture<Void> one = CompletableFuture.runAsync(() -> weights.update(bytes, 0, length), helpers);
            values.add(tensor.type(), chunk);
            whole.join();
            all.join();
            one.join();
        }

        private void ofTensors(byte[] bytes, int length) {
            data.update(bytes, 0, length);
            legacy.add(bytes, length);
        }

        FileHashes hashes() {
            String whole = Sha256.end(file);
            String tensorData = Sha256.end(data);
            return new FileHashes(
                    whole,
                    whole.substring(0, 10).toUpperCase(Locale.ROOT),
                    tensorData.toUpperCase(Locale.ROOT),
                    tensorData,
                    legacy.isComparable() ? legacy.value() : null,
                    weightsHash());
        }

        private String weightsHash() {
            MessageDigest sorted = Sha256.begin();
            header.tensors().values().stream()
                    .map(tensor -> "%s %s %s\n"
                            .formatted(
                                    tensor.type(),
                                    tensor.shape(),
                                    Sha256.end(tensors.getOrDefault(tensor.name(), Sha256.begin()))))
                    .sorted()
                    .forEach(line -> sorted.update(line.getBytes(StandardCharsets.UTF_8)));
            return Sha256.end(sorted);
        }
    }
}
