package io.understudy.training.queue;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.identity.People;
import io.understudy.platform.core.RunAs;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunService;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Base of the tests of runs: a worker that works on request, on a backend that does what the test says. */
@StudioTest
public abstract class TrainingTest {
    private static final byte[] PHOTO = TestPhotos.jpeg(1_024, 1_024, 1);

    @Autowired
    protected CharacterService characters;

    @Autowired
    protected PictureIntake intake;

    @Autowired
    protected RunService runs;

    @Autowired
    protected RunListService lists;

    @Autowired
    protected RunProgressWriter journal;

    @Autowired
    protected RunWorker worker;

    @Autowired
    protected FakeTrainingBackend backend;

    @Autowired
    protected People people;

    @Autowired
    protected SettableClock clock;

    protected CharacterId ava = new CharacterId(UUID.randomUUID());

    @BeforeEach
    void aCharacterWithADataset() {
        worker.releaseAll();
        backend.forget();
        people.signIn(people.member("Mara"));
        ava = character(characters, intake, "Ava Lindqvist", "ohwx woman", LikenessBasis.SYNTHETIC);
    }

    /** A character with one picture. */
    public static CharacterId character(
            CharacterService characters,
            PictureIntake intake,
            String name,
            String trigger,
            @Nullable LikenessBasis basis) {
        CharacterId id = characters
                .create(CharacterDraft.of(name, "woman", trigger, ""), basis)
                .id();
        intake.take(id, "1.jpg", new ByteArrayInputStream(PHOTO), PictureIntake.Progress.NOBODY);
        return id;
    }

    public static TrainingSettings parameters() {
        return new TrainingSettings(
                new TriggerWord("ohwx woman"),
                10,
                1e-4,
                16,
                16,
                1,
                1024,
                7,
                5,
                5,
                List.of(new SamplePrompt("ohwx woman, portrait", 7)));
    }

    protected LaunchRequest request() {
        return request(UUID.randomUUID(), null);
    }

    protected LaunchRequest request(UUID key, @Nullable Long rerunOf) {
        return new LaunchRequest(ava, "told", parameters(), true, key, rerunOf);
    }

    /** What a worker that is killed leaves behind: nothing more is reported, and its lease runs out. */
    protected void killWorkerAndWait() {
        clock.advance(java.time.Duration.ofSeconds(21));
        RunAs.run(() -> journal.takeBackOverdue(Set.of()));
    }
}
