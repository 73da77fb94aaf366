package io.understudy.lora.passport;

import io.understudy.lora.format.LegacyHash;
import io.understudy.lora.format.MappedInput;
import io.understudy.lora.format.SafetensorsHeader;
import io.understudy.lora.format.TensorInfo;
import io.understudy.lora.format.TensorScan;
import io.understudy.lora.format.WeightsHash;
import io.understudy.lora.layers.LoraModule;
import io.understudy.lora.layers.Spectra;
import io.understudy.lora.layers.TensorStatistics;
import io.understudy.lora.passport.Passport.FileHashes;
import io.understudy.platform.core.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

public final class PassportReader {
    private PassportReader() {}

    /**
     * Reads a file on disk.
     *
     * @throws io.understudy.lora.format.MalformedSafetensorsException if it is no sound safetensors file; the message says
     *     what is wrong and where
     */
    public static Passport read(Path file) throws IOException {
        return read(file, ScanDepth.WHOLE);
    }

    public static Passport read(Path file, ScanDepth depth) throws IOException {
        try (InputStream in = MappedInput.open(file)) {
            return read(in, Files.size(file), depth);
        }
    }

    /**
     * Reads a stream to its end; does not close it.
     *
     * @param size of the whole file in bytes
     * @throws io.understudy.lora.format.MalformedSafetensorsException if it is no sound safetensors file
     */
    public static Passport read(InputStream in, long size) throws IOException {
        return read(in, size, ScanDepth.WHOLE);
    }

    private static Passport read(InputStream in, long size, ScanDepth depth) throws IOException {
        try (ExecutorService helpers = Executors.newVirtualThreadPerTaskExecutor()) {
            Scan scan = new Scan(helpers, depth, size);
            TensorScan.run(in, size, scan);
            return scan.draft().passport();
        }
    }

    /** Makes the hashes and the statistics at the same time, each in a lane of its own that never waits for the others. */
    private static final class Scan implements TensorScan.Visitor {
        private static final int BUFFERS = 8;

        /** Multiplications for a byte of the file that take less than half as long as a hash of it. */
        private static final long SAMPLED_WORK = 2;

        /** Bytes; below, most of the time is that of the start, and layers are rather measured than left out. */
        private static final long LARGE = 64_000_000;

        private static final long LEAST_WORK = 500_000_000L;
        private static final long MOST_WORK = 2_000_000_000L;

        private final Executor helpers;
        private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
        private final Lane whole = new Lane();
        private final Lane weights = new Lane();
        private final Lane single = new Lane();
        private final Lane values = new Lane();
        private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        private final MessageDigest file = Sha256.begin();
        private final MessageDigest data = Sha256.begin();
        private final Map<String, MessageDigest> tensors = new HashMap<>();
        private final Map<String, TensorStatistics> statistics = new HashMap<>();
        private SafetensorsHeader header = new SafetensorsHeader(Map.of(), Map.of());
        private List<LoraModule> modules = List.of();
        private LegacyHash legacy = new LegacyHash(header);
        private Spectra spectra;
        private final ScanDepth depth;
        private final long size;

        private final class Lane {
            private CompletableFuture<Void> last = CompletableFuture.allOf();

            void then(Runnable work, Runnable after) {
                last = last.thenRunAsync(
                        () -> {
                            try {
                                work.run();
                            } catch (RuntimeException unexpected) {
                                failures.add(unexpected);
                            } finally {
                                after.run();
                            }
                        },
                        helpers);
            }
        }

        Scan(Executor helpers, ScanDepth depth, long size) {
            this.helpers = helpers;
            this.depth = depth;
            this.size = size;
            this.spectra = spectra();
            for (int buffer = 0; buffer < BUFFERS; buffer++) {
                free.add(new byte[TensorScan.CHUNK]);
            }
        }

        @Override
        public void header(SafetensorsHeader found, byte[] bytes) {
            header = found;
            legacy = new LegacyHash(found);
            file.update(bytes);
            found.tensors().keySet().forEach(name -> statistics.put(name, new TensorStatistics()));
            modules = PassportDraft.modules(found.tensors().values());
            spectra = spectra();
        }

        private Spectra spectra() {
            return switch (depth) {
                case QUICK -> new Spectra(List.of(), Long.MAX_VALUE, helpers);
                case SAMPLED -> new Spectra(modules, mostWork(), helpers);
                case WHOLE -> new Spectra(modules, Long.MAX_VALUE, helpers);
            };
        }

        private long mostWork() {
            return size < LARGE ? MOST_WORK : Math.clamp(SAMPLED_WORK * size, LEAST_WORK, MOST_WORK);
        }

        @Override
        public void data(TensorInfo tensor, ByteBuffer chunk) {
            int length = chunk.limit();
            byte[] bytes = chunk.array();
            AtomicInteger users = new AtomicInteger(depth == ScanDepth.WHOLE ? 4 : 3);
            Runnable after = () -> {
                if (users.decrementAndGet() == 0) {
                    free.add(bytes);
                }
            };
            TensorStatistics ofValues = statistics.computeIfAbsent(tensor.name(), name -> new TensorStatistics());
            whole.then(() -> Sha256.add(file, bytes, length), after);
            weights.then(
                    () -> {
                        Sha256.add(data, bytes, length);
                        legacy.add(bytes, length);
                    },
                    after);
            if (depth == ScanDepth.WHOLE) {
                MessageDigest ofTensor = tensors.computeIfAbsent(tensor.name(), name -> Sha256.begin());
                single.then(() -> Sha256.add(ofTensor, bytes, length), after);
            }
            values.then(
                    () -> spectra.add(
                            tensor, ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN), ofValues),
                    after);
        }

        /** The reader fills what the lanes have finished with. */
        @Override
        public byte[] buffer(byte[] last) {
            try {
                return free.take();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while reading a file", interrupted);
            }
        }

        PassportDraft draft() {
            for (Lane lane : List.of(whole, weights, single, values)) {
                lane.last.join();
            }
            spectra.finish();
            RuntimeException unexpected = failures.peek();
            if (unexpected != null) {
                throw unexpected;
            }
            return new PassportDraft(header, modules, statistics, spectra, hashes(), size);
        }

        private FileHashes hashes() {
            String whole = Sha256.end(file);
            String tensorData = Sha256.end(data);
            return new FileHashes(
                    whole,
                    whole.substring(0, 10).toUpperCase(Locale.ROOT),
                    tensorData.toUpperCase(Locale.ROOT),
                    tensorData,
                    legacy.isComparable() ? legacy.value() : null,
                    depth == ScanDepth.WHOLE ? WeightsHash.of(header, tensors) : "");
        }
    }
}
