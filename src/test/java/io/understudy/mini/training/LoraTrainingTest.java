package io.understudy.mini.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.understudy.lora.Strength;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorInfo;
import io.understudy.lora.format.TensorType;
import io.understudy.mini.LoraSettings;
import io.understudy.mini.MiniatureBase;
import io.understudy.mini.MiniatureWorkers;
import io.understudy.mini.SquarePicture;
import io.understudy.mini.TinyBase;
import io.understudy.mini.UnfitLoraException;
import io.understudy.mini.sampling.AppliedLora;
import io.understudy.mini.sampling.PictureGenerator;
import io.understudy.mini.sampling.PictureRequest;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("optimised")
public class LoraTrainingTest {
    private static final LoraSettings SETTINGS = new LoraSettings(12, 1e-3, 4, 8, 3, 42, 0, true);

    private final MiniatureBase base = TinyBase.load();
    private final MiniatureWorkers workers = new MiniatureWorkers(2);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void theLossFallsOnTheCharactersPictures() throws InterruptedException {
        List<Double> losses = losses(start(SETTINGS.withSteps(60)));
        assertThat(mean(losses.subList(50, 60))).isLessThan(0.8 * mean(losses.subList(0, 10)));
    }

    @Test
    void theSameSeedGivesTheSameFileWhateverTheNumberOfThreads() throws InterruptedException {
        LoraTraining two = start(SETTINGS);
        losses(two);
        for (int threads : new int[] {1, 5}) {
            try (MiniatureWorkers others = new MiniatureWorkers(threads)) {
                LoraTraining again = LoraTraining.start(base, others, SETTINGS, pictures(), "ohwx woman");
                losses(again);
                assertThat(again.result("x").toBytes())
                        .isEqualTo(two.result("x").toBytes());
            }
        }
        LoraSettings otherSeed = new LoraSettings(12, 1e-3, 4, 8, 3, 43, 0, true);
        LoraTraining other = start(otherSeed);
        losses(other);
        assertThat(other.result("x").toBytes()).isNotEqualTo(two.result("x").toBytes());
    }

    @Test
    void aResumedRunDrawsTheSameCurve() throws InterruptedException, IOException {
        LoraSettings settings = SETTINGS.withEmaDecay(0.8);
        LoraTraining straight = start(settings);
        List<Double> expected = losses(straight);

        LoraTraining stopped = start(settings);
        List<Double> losses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            losses.add(stopped.step().loss());
        }
        byte[] stored = stopped.checkpoint().toBytes();
        LoraTraining resumed = LoraTraining.resume(base, workers, Checkpoint.read(base, stored));
        assertThat(resumed.stepsDone()).isEqualTo(5);
        losses.addAll(losses(resumed));

        assertThat(losses).isEqualTo(expected);
        assertThat(resumed.result("x").toBytes()).isEqualTo(straight.result("x").toBytes());
        assertThat(resumed.checkpoint().toBytes())
                .isEqualTo(straight.checkpoint().toBytes());
    }

    @Test
    void everyStepIsReportedAndSamplesAndCheckpointsComeAtTheirIntervals() throws InterruptedException {
        List<Integer> steps = new ArrayList<>();
        List<Integer> samples = new ArrayList<>();
        List<Integer> checkpoints = new ArrayList<>();
        start(SETTINGS)
                .run(new SamplePlan(List.of("ohwx woman", "ohwx woman, beach", "woman"), 5, 8), new TrainingListener() {
                    @Override
                    public void onStep(TrainingStep step) {
                        steps.add(step.step());
                        assertThat(step.seconds()).isPositive();
                        assertThat(step.learningRate()).isEqualTo(SETTINGS.learningRateAt(step.step()));
                        // A fresh LoRA changes nothing yet.
                        assertThat(step.priorLoss() > 0).isEqualTo(step.step() > 1);
                    }

                    @Override
                    public void onSamples(int step, List<BufferedImage> pictures) {
                        samples.add(step);
                        assertThat(pictures).hasSize(3).allMatch(picture -> picture.getWidth() == 16);
                    }

                    @Override
                    public void onCheckpoint(Checkpoint checkpoint) {
                        checkpoints.add(checkpoint.step());
                    }
                });
        assertThat(steps).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(samples).containsExactly(0, 5, 10, 12);
        assertThat(checkpoints).containsExactly(8, 12);
    }

    @Test
    void severalRunsShareTheWorkersAndStillGiveTheirOwnResult() throws InterruptedException {
        LoraTraining alone = start(SETTINGS);
        losses(alone);
        List<LoraTraining> together = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            LoraTraining training = start(SETTINGS);
            together.add(training);
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    losses(training);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(together)
                .allSatisfy(training -> assertThat(training.result("x").toBytes())
                        .isEqualTo(alone.result("x").toBytes()));
    }

    @Test
    void withoutPriorPreservationNoPriorLossIsReported() throws InterruptedException {
        assertThat(start(SETTINGS.withPriorPreservation(false)).step().priorLoss())
                .isNaN();
    }

    @Test
    void thePriorPicturesKeepWhatTheBaseDrawsWithoutTheTrigger() throws InterruptedException {
        LoraSettings settings = SETTINGS.withSteps(60);
        assertThat(start(settings).step().priorLoss()).isZero();
        assertThat(movedWithoutTrigger(settings))
                .isLessThan(0.7 * movedWithoutTrigger(settings.withPriorPreservation(false)));
    }

    /** Mean difference of the channels, 0 to 255, between what the LoRA and the base generate for a bare class word. */
    private double movedWithoutTrigger(LoraSettings settings) throws InterruptedException {
        LoraTraining training = start(settings);
        losses(training);
        List<PictureRequest> requests = List.of(new PictureRequest("woman", 1), new PictureRequest("woman, beach", 2));
        PictureGenerator generator = new PictureGenerator(base, workers);
        List<BufferedImage> plain = generator.generate(List.of(), requests);
        List<BufferedImage> trained =
                generator.generate(List.of(new AppliedLora(training.result("x"), Strength.FULL)), requests);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < plain.size(); i++) {
            float[] before = SquarePicture.toPlanes(plain.get(i), null, base.pictureSide());
            float[] after = SquarePicture.toPlanes(trained.get(i), null, base.pictureSide());
            for (int j = 0; j < before.length; j++) {
                sum += Math.abs(after[j] - before[j]) * 127.5;
                count++;
            }
        }
        return sum / count;
    }

    @Test
    void theMovingAverageLagsBehindTheLastValues() throws InterruptedException {
        LoraTraining plain = start(SETTINGS);
        LoraTraining averaged = start(SETTINGS.withEmaDecay(0.9));
        assertThat(losses(averaged)).isEqualTo(losses(plain));
        assertThat(averaged.result("x").toBytes())
                .isNotEqualTo(plain.result("x").toBytes());
    }

    @Test
    void aRunThatDivergesSaysSo() throws InterruptedException, IOException {
        SafetensorsWriter spoilt = new SafetensorsWriter();
        try (SafetensorsFile file =
                SafetensorsFile.of(start(SETTINGS).checkpoint().toBytes())) {
            spoilt.metadata(file.metadata());
            for (TensorInfo tensor : file.tensors()) {
                float[] values = file.floats(tensor.name());
                if (tensor.name().equals("parameter.1")) {
                    Arrays.fill(values, Float.POSITIVE_INFINITY);
                }
                int[] shape = tensor.shape().stream().mapToInt(Long::intValue).toArray();
                spoilt.tensor(tensor.name(), TensorType.F32, values, shape);
            }
        }
        LoraTraining training = LoraTraining.resume(base, workers, Checkpoint.read(base, spoilt.toBytes()));
        assertThatThrownBy(training::step)
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("no longer a number at step 1. The learning rate 0.001 is probably too high");
    }

    @Test
    void aRunNeedsPicturesAndSettingsWithinTheirRanges() {
        assertThatThrownBy(() -> LoraTraining.start(base, workers, SETTINGS, List.of(), "ohwx"))
                .hasMessage("A run needs at least one picture.");
        assertThatThrownBy(() -> SETTINGS.withRank(65)).hasMessage("The rank must be from 1 to 64, but is 65.");
        assertThatThrownBy(() -> SETTINGS.withLearningRate(Double.NaN)).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> SETTINGS.withSteps(0)).hasMessage("The steps must be from 1 to 20000, but is 0.");
    }

    @Test
    void theLearningRateWarmsUpAndFallsToAFewPercent() {
        LoraSettings settings = LoraSettings.guide(1);
        assertThat(settings.learningRateAt(1)).isLessThan(1e-5);
        assertThat(settings.learningRateAt(20)).isBetween(9.9e-5, 1e-4);
        assertThat(settings.learningRateAt(500)).isBetween(5e-5, 5.5e-5);
        assertThat(settings.learningRateAt(1000)).isEqualTo(5e-6, within(1e-12));
    }

    @Test
    void aCheckpointOfAnotherBaseIsRefusedByName() throws InterruptedException {
        byte[] stored = start(SETTINGS).checkpoint().toBytes();
        assertThatThrownBy(() -> Checkpoint.read(TinyBase.load("other"), stored))
                .isInstanceOf(UnfitLoraException.class)
                .hasMessageContaining("base \"tiny\"")
                .hasMessageContaining("\"other\"");
        assertThatThrownBy(
                        () -> Checkpoint.read(base, start(SETTINGS).result("x").toBytes()))
                .hasMessage("This file is no checkpoint of the miniature.");
    }

    private LoraTraining start(LoraSettings settings) throws InterruptedException {
        return LoraTraining.start(base, workers, settings, pictures(), "ohwx woman");
    }

    private static List<Double> losses(LoraTraining training) throws InterruptedException {
        List<Double> losses = new ArrayList<>();
        while (!training.isFinished()) {
            losses.add(training.step().loss());
        }
        return losses;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    public static List<TrainingPicture> pictures() {
        List<TrainingPicture> pictures = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            BufferedImage image = new BufferedImage(30 + 7 * i, 41, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(new Color(40 * i, 200 - 30 * i, 90));
            graphics.fillRect(0, 0, 100, 100);
            graphics.setColor(Color.WHITE);
            graphics.fillOval(8, 8, 14, 14 + i);
            graphics.dispose();
            pictures.add(new TrainingPicture(image, "ohwx woman, smiling"));
        }
        return pictures;
    }
}
