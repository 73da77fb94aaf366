package io.understudy.versions.registry;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.DatasetAction;
import io.understudy.datasets.DatasetContribution;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.identity.SignedInPerson;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.RunAs;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.support.SettableClock;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import io.understudy.training.RunSucceeded;
import io.understudy.training.SamplePicture;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs that succeed when a test says so: the store, the database and the versions are real, the training before them is
 * made up.
 */
public class FinishedRuns {
    public static final CharacterId AVA = new CharacterId(UUID.fromString("00000000-0000-0000-0000-00000000a0a0"));
    public static final SnapshotId SNAPSHOT = new SnapshotId("5".repeat(64));
    static final List<SamplePrompt> PROMPTS =
            List.of(new SamplePrompt("ohwx woman, portrait", 7), new SamplePrompt("ohwx woman, on a beach", 7));

    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final BlobStore blobs;
    private final VersionService versions;
    private final CharacterService characters;
    private final DatasetService datasets;
    private final RunService runs;
    private byte @Nullable [] nextFile;
    private SnapshotId snapshot = SNAPSHOT;
    private long lastNumber;

    public FinishedRuns(
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            BlobStore blobs,
            VersionService versions,
            CharacterService characters,
            DatasetService datasets,
            RunService runs) {
        this.events = events;
        this.transaction = transaction;
        this.blobs = blobs;
        this.versions = versions;
        this.characters = characters;
        this.datasets = datasets;
        this.runs = runs;
    }

    /** Sets up what the services below know; call it before each test, as mocks forget between tests. */
    public void begin() {
        lastNumber = 40;
        CharacterSummary ava = new CharacterSummary(
                AVA,
                "Ava Lindqvist",
                "ava-lindqvist",
                "woman",
                new TriggerWord("ohwx woman"),
                "",
                null,
                LikenessBasis.SYNTHETIC,
                new UUID(0, 1),
                SettableClock.START,
                0);
        when(characters.get(AVA)).thenReturn(ava);
        when(characters.bySlug("ava-lindqvist")).thenReturn(ava);
        when(datasets.snapshot(SNAPSHOT))
                .thenReturn(new SnapshotSummary(SNAPSHOT, AVA, new TriggerWord("ohwx woman"), 24, SettableClock.START));
    }

    /** The miniature finishes a run of Ava's; the person who is named after the launcher gave pictures or captions. */
    public VersionId finish(SignedInPerson launcher, SignedInPerson... contributors) {
        return finish("miniature", launcher, contributors);
    }

    public VersionId finish(String backend, SignedInPerson launcher, SignedInPerson... contributors) {
        RunSucceeded success = prepare(backend, launcher, contributors);
        RunAs.run(() -> transaction.executeWithoutResult(status -> events.publishEvent(success)));
        return RunAs.get(() -> versions.ofRun(success.run()).orElseThrow().id());
    }

    /** A run that ends in this very file. */
    public VersionId finishWith(byte[] file, String backend, SignedInPerson launcher) {
        nextFile = file;
        return finish(backend, launcher, launcher);
    }

    /** The runs that follow were trained on a snapshot whose text is stored. */
    public void trainOn(byte[] snapshotText) {
        RunAs.run(() -> blobs.store(snapshotText, "application/json", Serving.INTERNAL));
        snapshot = new SnapshotId(BlobHash.of(snapshotText).hex());
        when(datasets.snapshot(snapshot))
                .thenReturn(new SnapshotSummary(snapshot, AVA, new TriggerWord("ohwx woman"), 24, SettableClock.START));
    }

    /** A run that is about to succeed: publish what is returned inside a transaction. */
    public RunSucceeded prepare(String backend, SignedInPerson launcher, SignedInPerson... contributors) {
        RunId run = new RunId(UUID.randomUUID());
        long number = ++lastNumber;
        byte[] told = nextFile;
        nextFile = null;
        byte[] file = told == null ? ("the weights of run " + number).getBytes(StandardCharsets.UTF_8) : told;
        List<SamplePicture> samples = new ArrayList<>();
        RunAs.run(() -> {
            blobs.store(file, "application/octet-stream", Serving.DOWNLOAD_ONLY);
            for (int step = 0; step <= 1000; step += 250) {
                for (SamplePrompt prompt : PROMPTS) {
                    samples.add(
                            new SamplePicture(step, prompt.prompt(), prompt.seed(), picture(number, samples.size())));
                }
            }
        });
        when(runs.details(run)).thenReturn(details(run, number, backend, launcher));
        when(runs.samples(run)).thenReturn(samples);
        events.publishEvent(new AuditEvent(
                SettableClock.START,
                new Actor(launcher.accountId(), launcher.displayName()),
                "run.launched",
                new AuditEvent.Subject("run", Long.toString(number), "Run " + number),
                Map.of(),
                Map.of()));
        when(datasets.contributions(any()))
                .thenReturn(Arrays.stream(contributors)
                        .map(person -> new DatasetContribution(
                                person.accountId(), DatasetAction.UPLOADED, 24, SettableClock.START))
                        .distinct()
                        .toList());
        return new RunSucceeded(
                run,
                AVA,
                snapshot,
                launcher.accountId(),
                parameters(),
                backend,
                "miniature".equals(backend) ? BaseModel.MINIATURE : BaseModel.FLUX1_DEV,
                BlobHash.of(file),
                file.length);
    }

    private RunDetails details(RunId run, long number, String backend, SignedInPerson launcher) {
        return new RunDetails(
                run,
                number,
                AVA,
                snapshot,
                backend,
                backend,
                parameters(),
                launcher.accountId(),
                launcher.displayName(),
                SettableClock.START,
                SettableClock.START,
                SettableClock.START,
                1,
                0,
                Duration.ZERO,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                0,
                null,
                false,
                new RunProgress(run, number, RunState.SUCCEEDED, 1, 1000, 1000, null, "", 0, 0, null, 1000, 0, 1));
    }

    public static TrainingSettings parameters() {
        return new TrainingSettings(new TriggerWord("ohwx woman"), 1000, 1e-4, 16, 16, 1, 1024, 42, 250, 500, PROMPTS);
    }

    /** What the file of run {@code number} holds. */
    public static String content(long number) {
        return "the weights of run " + number;
    }

    public BlobHash picture(long seed, int variant) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, (int) (seed * 1000 + variant));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return blobs.store(png.toByteArray(), "image/png", Serving.INLINE).hash();
    }
}
