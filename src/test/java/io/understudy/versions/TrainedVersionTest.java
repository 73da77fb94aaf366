package io.understudy.versions;

import io.understudy.characters.CharacterId;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.generation.jobs.FakeGenerationConfiguration.FakeWorker;
import io.understudy.identity.SignedInPerson;
import io.understudy.support.PageTest;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.release.SnapshotRecallService;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Base of the tests of what is generated with a version: a character with one, a backend that generates when told. */
public abstract class TrainedVersionTest extends PageTest {
    @Autowired
    protected VersionService versions;

    @Autowired
    protected SnapshotRecallService recalls;

    @Autowired
    protected RunFixtures runs;

    @Autowired
    protected FakeGenerationBackend drawing;

    @Autowired
    protected FakeWorker worker;

    protected SignedInPerson mara;
    protected CharacterId ava = new CharacterId(UUID.randomUUID());
    protected VersionId version = new VersionId(UUID.randomUUID());

    @BeforeEach
    void aVersion() {
        runs.forget();
        worker.releaseAll();
        drawing.forget();
        mara = signIn(people.member("Mara"));
        ava = runs.character("Ava Lindqvist", "ohwx woman");
        version = newVersion(10);
    }

    protected VersionId newVersion(int steps) {
        return versions.ofRun(runs.finished(ava, steps, 1e-4).run())
                .orElseThrow()
                .id();
    }

    /** The dataset of a version is recalled by an admin; the person who was signed in is so again. */
    protected void recall(VersionId id) {
        SignedInPerson ines = signIn(people.admin("Ines"));
        recalls.recall(
                versions.details(id).card().trained().orElseThrow().snapshot(),
                "Half of the photos show her sister.",
                people.proofOf(ines.accountId()));
        signIn(mara);
    }
}
