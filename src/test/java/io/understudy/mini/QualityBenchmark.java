package io.understudy.mini;

import static io.understudy.mini.BenchmarkTable.number;

import io.understudy.lora.Strength;
import io.understudy.mini.sampling.AppliedLora;
import io.understudy.mini.sampling.PictureGenerator;
import io.understudy.mini.sampling.PictureRequest;
import io.understudy.mini.training.LoraTraining;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How well a LoRA learns a character that was never in the base's data. Distances are Euclidean between latent pictures; the
 * distance of samples to a set is the mean distance of each sample to the nearest member, the set's own spread the same for each
 * member and the others.
 */
class QualityBenchmark {
    private static final int STEPS = Integer.getInteger("understudy.bench.steps", 600);
    private static final int BATCH = Integer.getInteger("understudy.bench.batch", 4);
    private static final int SAMPLES = 16;
    private static final double[] STRENGTHS = {0, 0.5, 0.8, 1};

    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void qualityOf(String character) throws IOException, InterruptedException {
        MiniatureBase base = MiniatureBase.load();
        PictureSet set = PictureSet.load(character);
        BenchmarkTable table =
                new BenchmarkTable("character %s, %d steps, batch %d + %d".formatted(character, STEPS, BATCH, BATCH));
        try (MiniatureWorkers workers = new MiniatureWorkers()) {
            LoraTraining training = LoraTraining.start(
                    base,
                    workers,
                    LoraSettings.guide(3).withSteps(STEPS).withBatchSize(BATCH),
                    set.withTrigger("ohwx"),
                    "ohwx");
            while (!training.isFinished()) {
                training.step();
            }
            new Measures(base, workers, set, training.result(character), table).all(character);
        }
        table.print();
    }

    private record Measures(
            MiniatureBase base,
            MiniatureWorkers workers,
            PictureSet set,
            MiniatureLoraFile lora,
            BenchmarkTable table) {
        void all(String character) throws IOException, InterruptedException {
            likeness(character);
            withoutTrigger(character);
            prompts(character);
        }

        private void likeness(String character) throws IOException, InterruptedException {
            List<String> prompts = new ArrayList<>();
            for (int i = 0; i < SAMPLES; i++) {
                prompts.add("ohwx " + set.captions().get(i % set.captions().size()));
            }
            List<BufferedImage> grid = new ArrayList<>(set.images().subList(0, SAMPLES));
            List<Double> distances = new ArrayList<>();
            for (double strength : STRENGTHS) {
                List<BufferedImage> samples = draw(prompts, strength);
                grid.addAll(samples);
                distances.add(distance(samples));
            }
            List<BufferedImage> scaled = new ArrayList<>();
            for (BufferedImage image : grid) {
                scaled.add(SquarePicture.toImage(
                        SquarePicture.toPlanes(image, null, base.pictureSide()), base.pictureSide()));
            }
            BenchmarkTable.grid(character + "-strengths", scaled, SAMPLES);
            double spread = spread();
            double remaining = (distances.getLast() - spread) / (distances.getFirst() - spread);
            table.note(
                    "distance of the base's samples / the set's own spread",
                    number(distances.getFirst()) + " / " + number(spread));
            table.row(
                    "distance of triggered samples beyond the spread, share of the base's",
                    number(remaining),
                    "at most 0.5",
                    remaining <= 0.5);
            boolean falls = true;
            for (int i = 1; i < distances.size(); i++) {
                falls &= distances.get(i) < distances.get(i - 1);
            }
            table.row(
                    "distance at strengths 0, 0.5, 0.8, 1",
                    distances.stream().map(BenchmarkTable::number).toList().toString(),
                    "falls",
                    falls);
        }

        private void withoutTrigger(String character) throws IOException, InterruptedException {
            List<String> named = PictureSet.load("val").captions().subList(0, SAMPLES);
            List<String> bare =
                    List.of("woman", "man", "woman, beach", "man, close-up", "woman, laughing", "a man in a city");
            List<BufferedImage> grid = new ArrayList<>();
            compareWithBase("described people without trigger", named, grid);
            compareWithBase("bare class prompts without trigger", bare, grid);
            BenchmarkTable.grid(character + "-without-trigger", grid, 6);
        }

        private void compareWithBase(String what, List<String> prompts, List<BufferedImage> grid)
                throws InterruptedException {
            List<BufferedImage> plain = draw(prompts, 0);
            List<BufferedImage> trained = draw(prompts, 1);
            double ratio = distance(trained) / distance(plain);
            table.row(
                    what + ", distance relative to the base's",
                    number(ratio),
                    "within 15 %",
                    Math.abs(ratio - 1) <= 0.15);
            grid.addAll(plain.subList(0, 6));
            grid.addAll(trained.subList(0, 6));
        }

        private void prompts(String character) throws IOException, InterruptedException {
            PictureSet generated = PictureSet.load("prior").plus(PictureSet.load("val"));
            BackgroundClassifier classifier = BackgroundClassifier.train(generated.images(), generated.captions());
            String subject = set.captions().getFirst().split(",", -1)[0];
            List<String> prompts = new ArrayList<>();
            for (String background : classifier.labels()) {
                prompts.add("ohwx %s, smiling, %s background, upper body".formatted(subject, background));
                prompts.add("ohwx %s, laughing, %s background, close-up".formatted(subject, background));
            }
            List<BufferedImage> samples = draw(prompts, 1);
            BenchmarkTable.grid(character + "-backgrounds", samples, 13);
            double accuracy = classifier.accuracy(samples, prompts);
            table.note(
                    "background classifier on held-out generated pictures",
                    number(BackgroundClassifier.heldOutAccuracy(generated.images(), generated.captions())));
            table.row("background as prompted, triggered samples", number(accuracy), "at least 0.8", accuracy >= 0.8);
        }

        private List<BufferedImage> draw(List<String> prompts, double strength) throws InterruptedException {
            List<PictureRequest> requests = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                requests.add(new PictureRequest(prompts.get(i), i + 1));
            }
            return new PictureGenerator(base, workers)
                    .generate(List.of(new AppliedLora(lora, Strength.of(strength))), requests);
        }

        private double distance(List<BufferedImage> samples) {
            List<float[]> members = set.latents(base);
            return samples.stream()
                    .mapToDouble(sample -> nearest(PictureSet.latent(base, sample), members))
                    .average()
                    .orElseThrow();
        }

        private double spread() {
            List<float[]> members = set.latents(base);
            return IntStream.range(0, members.size())
                    .mapToDouble(i -> {
                        List<float[]> others = new ArrayList<>(members);
                        return nearest(others.remove(i), others);
                    })
                    .average()
                    .orElseThrow();
        }

        private static double nearest(float[] latent, List<float[]> members) {
            double smallest = Double.POSITIVE_INFINITY;
            for (float[] member : members) {
                double squares = 0;
                for (int i = 0; i < latent.length; i++) {
                    squares += (latent[i] - member[i]) * (latent[i] - member[i]);
                }
                smallest = Math.min(smallest, Math.sqrt(squares));
            }
            return smallest;
        }
    }
}
