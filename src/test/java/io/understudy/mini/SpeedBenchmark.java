package io.understudy.mini;

import static io.understudy.mini.BenchmarkTable.number;

import io.understudy.mini.kernel.Kernels;
import io.understudy.mini.sampling.PictureGenerator;
import io.understudy.mini.sampling.PictureRequest;
import io.understudy.mini.training.LoraTraining;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How fast it trains and generates on two threads. Next to the wall time is the processor time of all threads over two,
 * which is what the wall time would be on two cores that nobody else uses.
 */
class SpeedBenchmark {
    private static final int WARM_UP = 60;
    private static final int MEASURED = 60;

    private record Times(double wall, double cores) {
        static Times of(Work work) throws InterruptedException {
            long wall = System.nanoTime();
            long cpu = processorTime();
            work.run();
            return new Times((System.nanoTime() - wall) / 1e9, (processorTime() - cpu) / 2e9);
        }

        private static long processorTime() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }

        String of(int count, String unit) {
            double factor = unit.equals("ms") ? 1000.0 / count : 1.0 / count;
            return "%s %s (undisturbed %s)".formatted(number(wall * factor), unit, number(cores * factor));
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    @Test
    void vectorKernels() throws IOException, InterruptedException {
        measure(Kernels.fastest(), 60);
    }

    /**
     * The same net, batch, rank and number of threads in PyTorch, right after ours and then ours again. Without
     * Debian's python3-torch the benchmark fails and says so.
     */
    @Test
    void besidePyTorch() throws IOException, InterruptedException {
        BenchmarkTable table = new BenchmarkTable("a step, 4 pictures, rank 16, no prior pictures, 2 threads");
        MiniatureBase base = MiniatureBase.load(Kernels.fastest());
        try (MiniatureWorkers workers = new MiniatureWorkers(2)) {
            LoraTraining training = LoraTraining.start(
                    base,
                    workers,
                    LoraSettings.guide(1).withBatchSize(4).withPriorPreservation(false),
                    PictureSet.load("A").withTrigger("ohwx"),
                    "ohwx");
            steps(training, WARM_UP);
            double before = Times.of(() -> steps(training, MEASURED)).wall / MEASURED;
            double torch = PyTorchStep.seconds(2, 4, MEASURED);
            double after = Times.of(() -> steps(training, MEASURED)).wall / MEASURED;
            double ours = Math.max(before, after);
            table.note("ours, before and after", "%s, %s ms".formatted(number(before * 1000), number(after * 1000)));
            table.row(
                    "PyTorch, the faster of float32 and bfloat16",
                    number(torch * 1000) + " ms",
                    "slower",
                    ours <= torch);
        }
        table.print();
    }

    @Test
    void scalarKernels() throws IOException, InterruptedException {
        measure(Kernels.scalar(), 120);
    }

    private static void measure(Kernels kernels, int limit) throws IOException, InterruptedException {
        BenchmarkTable table = new BenchmarkTable(
                "speed, %s, 2 threads".formatted(kernels.getClass().getSimpleName()));
        long begin = System.nanoTime();
        MiniatureBase base = MiniatureBase.load(kernels);
        try (MiniatureWorkers workers = new MiniatureWorkers(2)) {
            PictureGenerator generator = new PictureGenerator(base, workers);
            generator.generate(List.of(), requests(1));
            double first = (System.nanoTime() - begin) / 1e9;
            table.row("base loaded and first sample drawn", number(first) + " s", "at most 10 s", first <= 10);
            for (int batch : new int[] {2, 4}) {
                LoraTraining training = LoraTraining.start(
                        base,
                        workers,
                        LoraSettings.guide(1).withBatchSize(batch),
                        PictureSet.load("A").withTrigger("ohwx"),
                        "ohwx");
                steps(training, WARM_UP);
                Times times = Times.of(() -> steps(training, MEASURED));
                table.note("step, %d + %d pictures, rank 16".formatted(batch, batch), times.of(MEASURED, "ms"));
                if (batch == 4) {
                    double run = 300.0 / MEASURED;
                    table.row(
                            "300 such steps",
                            "%s s (undisturbed %s)".formatted(number(times.wall * run), number(times.cores * run)),
                            "at most %d s".formatted(limit),
                            times.wall * run <= limit);
                }
            }
            generator.generate(List.of(), requests(8));
            Times drawing = Times.of(() -> generator.generate(List.of(), requests(12)));
            table.row(
                    "4 pictures, 20 steps, guidance, decoding",
                    drawing.of(3, "s"),
                    "at most 1.5 s",
                    drawing.wall / 3 <= 1.5);
        }
        table.print();
    }

    private static void steps(LoraTraining training, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            training.step();
        }
    }

    private static List<PictureRequest> requests(int count) {
        List<PictureRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(new PictureRequest("woman, red hair, smiling, blue background, upper body", i));
        }
        return requests;
    }
}
