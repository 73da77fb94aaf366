package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.images.edits.PictureEditService;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.snapshots.restore.SnapshotService;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunSucceeded;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mara makes, Jon shapes something and wants to sign, Lin only looks: the person who shaped an input of a version is a
 * maker of it and stays one, whichever way the input came into the version.
 */
@StudioTest
@Tag("attack")
abstract class FourEyesAcceptanceTest {
    @Autowired
    CharacterService characters;

    @Autowired
    private PictureIntake intake;

    @Autowired
    DatasetService datasets;

    @Autowired
    SnapshotService snapshots;

    @Autowired
    PictureEditService edits;

    @Autowired
    CaptionService captions;

    @Autowired
    RunService runs;

    @Autowired
    VersionService versions;

    @Autowired
    ReviewService reviews;

    @Autowired
    private BlobStore blobs;

    @Autowired
    People people;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    SignedInPerson mara;
    SignedInPerson jon;
    SignedInPerson lin;
    CharacterId ava;
    List<PictureSummary> photos;

    @BeforeEach
    void maraGathersFourPhotos() {
        mara = people.member("Mara");
        jon = people.reviewer("Jon");
        lin = people.reviewer("Lin");
        people.signIn(mara);
        ava = character("Ava Lindqvist", "woman", "ohwx woman");
        for (int i = 1; i <= 4; i++) {
            upload(ava, i + ".jpg", photo(i));
        }
        photos = pictures(ava);
    }

    void assertJonIsKeptOut(VersionId id, String... deeds) {
        assertThat(makers(id)).anySatisfy(maker -> {
            assertThat(maker.name()).isEqualTo("Jon");
            assertThat(maker.actions()).contains(deeds);
        });
        people.signIn(mara);
        if (versions.details(id).state() == VersionState.DRAFT) {
            reviews.submit(id, versions.details(id).revision());
        }
        people.signIn(jon);
        ReviewedRevision seen = versions.details(id).revision();
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining(deeds[0])
                .hasMessageContaining("so someone else signs");
    }

    List<Contribution> makers(VersionId id) {
        people.signIn(mara);
        return versions.details(id).makers();
    }

    CharacterId character(String name, String subject, String trigger) {
        return characters
                .create(CharacterDraft.of(name, subject, trigger, ""), LikenessBasis.SYNTHETIC)
                .id();
    }

    void rename(String subject, String trigger) {
        CharacterSummary now = characters.get(ava);
        characters.edit(ava, now.rowVersion(), CharacterDraft.of(now.name(), subject, trigger, now.description()));
    }

    static byte[] photo(int number) {
        return TestPhotos.jpeg(1_024, 1_024, number);
    }

    void upload(CharacterId character, String name, byte[] bytes) {
        intake.take(character, name, new ByteArrayInputStream(bytes), PictureIntake.Progress.NOBODY);
    }

    List<PictureSummary> pictures(CharacterId character) {
        return datasets.pictures(character, PictureFilter.ALL, 0, 500).pictures();
    }

    VersionId trained(CharacterId character) {
        return finish(launch(character), UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    }

    RunId launch(CharacterId character) {
        return launch(character, "told");
    }

    RunId launch(CharacterId character, String backend) {
        people.signIn(mara);
        return runs.launch(new LaunchRequest(
                        character, backend, RunFixtures.settings(10, 1e-4), true, UUID.randomUUID(), null))
                .run();
    }

    /** The run ends in this file: only the training itself is fake. */
    VersionId finish(RunId run, byte[] file) {
        people.signIn(mara);
        RunDetails details = runs.details(run);
        RunAs.run(() -> {
            blobs.store(file, "application/octet-stream", Serving.DOWNLOAD_ONLY);
            transaction.executeWithoutResult(status -> events.publishEvent(new RunSucceeded(
                    run,
                    details.character(),
                    details.snapshot(),
                    mara.accountId(),
                    RunFixtures.settings(10, 1e-4),
                    "told",
                    BaseModel.FLUX1_DEV,
                    BlobHash.of(file),
                    file.length)));
        });
        return versions.ofRun(run).orElseThrow().id();
    }
}
