package io.understudy.training.queue;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.RunService;
import io.understudy.training.runs.RunSignals;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

public class RunFixtures {
    private static final byte[] PHOTO = TestPhotos.jpeg(1_024, 1_024, 1);

    private final CharacterService characters;
    private final PictureIntake intake;
    private final RunService runs;
    private final RunWorker worker;
    private final RunSignals signals;
    private final FakeTrainingBackend backend;

    RunFixtures(
            CharacterService characters,
            PictureIntake intake,
            RunService runs,
            RunWorker worker,
            RunSignals signals,
            FakeTrainingBackend backend) {
        this.characters = characters;
        this.intake = intake;
        this.runs = runs;
        this.worker = worker;
        this.signals = signals;
        this.backend = backend;
    }

    /** A character with one picture, whose runs may be launched. */
    public CharacterId character(String name, String trigger) {
        CharacterId id = characters
                .create(CharacterDraft.of(name, "woman", trigger, ""), LikenessBasis.SYNTHETIC)
                .id();
        intake.take(id, "1.jpg", new ByteArrayInputStream(PHOTO), PictureIntake.Progress.NOBODY);
        return id;
    }

    public void forget() {
        worker.releaseAll();
        backend.forget();
    }

    public LaunchResult launch(CharacterId character, int steps, double learningRate) {
        return launchOn("told", character, steps, learningRate);
    }

    public LaunchResult launchOn(String on, CharacterId character, int steps, double learningRate) {
        return runs.launch(
                new LaunchRequest(character, on, settings(steps, learningRate), true, UUID.randomUUID(), null));
    }

    public static TrainingSettings settings(int steps, double learningRate) {
        return new TrainingSettings(
                new TriggerWord("ohwx woman"),
                steps,
                learningRate,
                16,
                16,
                1,
                1024,
                7,
                5,
                5,
                List.of(new SamplePrompt("ohwx woman, portrait", 7)));
    }

    public void start() {
        worker.fill();
    }

    /** The run that was started last makes these steps, and they are written. */
    public void steps(int from, int to) {
        backend.last().steps(from, to);
        worker.beat();
    }

    public void sample(int step) {
        sample(step, png(step));
    }

    public void sample(int step, byte[] png) {
        backend.last().reporter.sample(step, 0, png);
    }

    public void checkpoint(int step) {
        checkpoint(step, ("state of step " + step).getBytes(StandardCharsets.UTF_8));
    }

    public void checkpoint(int step, byte[] state) {
        backend.last().reporter.checkpoint(step, state);
    }

    public void finish() {
        backend.last().finish();
    }

    public void finish(byte[] lora) {
        backend.last().finish(lora);
    }

    public void fail(String words) {
        backend.last().reporter.failed(new JobFailure(words, "Look into the log.", null));
    }

    /** The service took the job that was submitted last under this name, and says nothing more about it. */
    public void unanswered(String request) {
        backend.last().reporter.remember(request);
        backend.last().reporter.unconfirmed(new JobFailure("It is not known.", "Ask again.", null));
    }

    public LaunchResult finished(CharacterId character, int steps, double learningRate) {
        LaunchResult receipt = launch(character, steps, learningRate);
        start();
        steps(1, steps);
        sample(steps);
        finish();
        return receipt;
    }

    /** Waits until everything written so far is shown to the open pages. */
    public void settle() throws Exception {
        signals.settled().get(2, TimeUnit.MINUTES);
    }

    private static byte[] png(int colour) {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x102030 + colour);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
