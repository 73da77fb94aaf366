package io.understudy.lora.layers;

import io.understudy.lora.format.TensorInfo;
import io.understudy.lora.format.TensorType;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The spectra of all low-rank products of a file, found while the file goes by. Two factors are in memory at a time; of a
 * factor that waits for the other only a matrix as wide and high as the rank is kept.
 */
public final class Spectra {
    /** Highest rank that is measured: beyond, the arithmetic would take longer than reading the file. */
    public static final int MOST_RANK = 256;

    private static final int MOST_VALUES = 6_000_000;
    private static final long MOST_WAITING = 6_000_000;

    private record Part(LoraModule module, int rank, boolean isDown) {}

    private final Executor helpers;
    private final boolean isSampled;
    private final Map<String, Part> parts = new HashMap<>();
    private final Map<String, double[][]> waiting = new HashMap<>();
    private final Map<String, double[]> found = new ConcurrentHashMap<>();
    private final AtomicLong waitingValues = new AtomicLong();
    private final Semaphore underWay = new Semaphore(2);
    private final Phaser open = new Phaser(1);
    private float @Nullable [] values;
    private int filled;

    /** @param mostWork multiplications; where all layers need more, some are left out, evenly spread over the file */
    public Spectra(Collection<LoraModule> modules, long mostWork, Executor helpers) {
        this.helpers = helpers;
        double whole = modules.stream().mapToDouble(Spectra::work).sum();
        isSampled = whole > mostWork;
        double part = isSampled ? mostWork / whole : 1;
        double owed = 0.5;
        for (LoraModule module : modules) {
            owed += part;
            if (owed < 1) {
                continue;
            }
            owed -= 1;
            TensorInfo down = module.tensors().get(Factor.DOWN);
            TensorInfo up = module.tensors().get(Factor.UP);
            long rank = module.rank();
            if (down != null
                    && up != null
                    && !module.has(Factor.MID)
                    && !module.cannotBeMultiplied()
                    && rank > 0
                    && rank <= MOST_RANK
                    && isReadable(down)
                    && isReadable(up)) {
                parts.put(down.name(), new Part(module, (int) rank, true));
                parts.put(up.name(), new Part(module, (int) rank, false));
            }
        }
    }

    private static double work(LoraModule module) {
        TensorInfo down = module.tensors().get(Factor.DOWN);
        TensorInfo up = module.tensors().get(Factor.UP);
        return down == null || up == null ? 0 : module.rank() / 2.0 * (down.elements() + up.elements());
    }

    /** Whether layers were left out because all would have been too much work. */
    public boolean isSampled() {
        return isSampled;
    }

    private static boolean isReadable(TensorInfo tensor) {
        return tensor.shape().size() > 1
                && tensor.elements() > 0
                && tensor.elements() <= MOST_VALUES
                && (tensor.type() == TensorType.F16
                        || tensor.type() == TensorType.BF16
                        || tensor.type() == TensorType.F32);
    }

    /**
     * Takes the next elements of a tensor; the chunk is not used after the return.
     *
     * @param statistics that count them as well: elements that are needed here are decoded once
     */
    public void add(TensorInfo tensor, ByteBuffer chunk, TensorStatistics statistics) {
        Part part = parts.get(tensor.name());
        if (part == null) {
            statistics.add(tensor.type(), chunk);
            return;
        }
        float[] into = values;
        if (into == null) {
            into = new float[(int) tensor.elements()];
            values = into;
            filled = 0;
        }
        int from = filled;
        filled = TensorStatistics.copy(tensor.type(), chunk, into, from);
        statistics.add(tensor.type(), chunk, into, from);
        if (filled == into.length) {
            values = null;
            float[] whole = into;
            underWay.acquireUninterruptibly();
            open.register();
            helpers.execute(() -> {
                try {
                    take(part, whole);
                } finally {
                    underWay.release();
                    open.arriveAndDeregister();
                }
            });
        }
    }

    private void take(Part part, float[] whole) {
        double[][] gram =
                part.isDown() ? Spectrum.gramOfRows(whole, part.rank()) : Spectrum.gramOfColumns(whole, part.rank());
        double[][] other;
        synchronized (waiting) {
            other = waiting.remove(part.module().name());
            if (other == null) {
                long size = (long) part.rank() * part.rank();
                if (waitingValues.get() + size <= MOST_WAITING) {
                    waitingValues.addAndGet(size);
                    waiting.put(part.module().name(), gram);
                }
                return;
            }
            waitingValues.addAndGet(-(long) part.rank() * part.rank());
        }
        double[] energies = part.isDown() ? Spectrum.energies(gram, other) : Spectrum.energies(other, gram);
        if (energies.length > 0) {
            found.put(part.module().name(), energies);
        }
    }

    /** Waits for what is being calculated; call it once, after all data. */
    public void finish() {
        open.arriveAndAwaitAdvance();
    }

    /** Squares of the singular values of the module's product before its scale, the largest first. */
    public Optional<double[]> of(LoraModule module) {
        return Optional.ofNullable(found.get(module.name()));
    }
}
