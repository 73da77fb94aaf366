package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.captioning.CaptioningService;
import io.understudy.datasets.captions.CaptionFileService;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.captions.CaptionUndoService;
import io.understudy.datasets.captions.text.CaptionReplacement;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.images.decoding.PictureEdit;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.images.edits.PictureEditService;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.quality.MeasureTopic;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.datasets.snapshots.export.ExportLayout;
import io.understudy.datasets.snapshots.export.SnapshotExportService;
import io.understudy.datasets.snapshots.restore.SnapshotService;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.lora.BaseModel;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineService;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import io.understudy.support.TestDirectories;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunSucceeded;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.RunDecisionService;
import io.understudy.training.runs.RunService;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import io.understudy.versions.importing.ImportDraft;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.importing.UploadedLora;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mara makes, Jon shapes something and wants to sign, Lin only looks: the person who shaped an input of a version is a
 * maker of it and stays one, whichever way the input came into the version.
 */
@StudioTest
@Tag("attack")
class FourEyesAcceptanceTest {
    private static final String MADE = "ohwx woman, portrait";

    @Autowired
    private CharacterService characters;

    @Autowired
    private PictureIntake intake;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private SnapshotService snapshots;

    @Autowired
    private SnapshotExportService exports;

    @Autowired
    private PictureEditService edits;

    @Autowired
    private CaptionService captions;

    @Autowired
    private CaptionUndoService undo;

    @Autowired
    private CaptionFileService captionFiles;

    @Autowired
    private MeasureService measures;

    @Autowired
    private PhotoConsentService consents;

    @Autowired
    private RunService runs;

    @Autowired
    private VersionService versions;

    @Autowired
    private ReviewService reviews;

    @Autowired
    private MissingReviewerService missing;

    @Autowired
    private RunDecisionService runDecisions;

    @Autowired
    private EngineService engines;

    @Autowired
    private CaptioningService captioning;

    @Autowired
    private ImportService imports;

    @Autowired
    private BlobStore blobs;

    @Autowired
    private People people;

    @Autowired
    private SettableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    private SignedInPerson mara;
    private SignedInPerson jon;
    private SignedInPerson lin;
    private CharacterId ava;
    private List<PictureSummary> photos;

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

    @Test
    void whoOnlyLookedIsNoMaker() {
        people.signIn(lin);
        pictures(ava);
        measures.measuresOf(ava);
        consents.page(ava, LedgerFilter.ALL, 0, 10);
        snapshots.page(ava, Pageable.ofSize(10));

        VersionId id = trained(ava);

        assertOnlyMaraMadeIt(id);
        people.signIn(lin);
        assertThat(obstacles(id)).noneMatch(words -> words.contains("someone else signs"));
    }

    @Test
    void whoLeavesPicturesOutIsAMaker() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        datasets.exclude(photos.get(1).id());

        assertJonIsKeptOut(trained(ava), "left out 2 pictures");
    }

    @Test
    void includingAgainByAnotherPersonDoesNotWashOffWhoLeftOut() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        people.signIn(mara);
        datasets.include(photos.get(0).id());
        datasets.remove(List.of(photos.get(0).id()));

        assertJonIsKeptOut(trained(ava), "left out 1 picture");
    }

    @Test
    void thePictureThatWasLeftOutMayBeForgottenButNotWhoLeftItOut() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        people.signIn(mara);
        datasets.remove(List.of(photos.get(0).id()));
        clock.advance(Duration.ofDays(31));
        jdbc.sql("delete from picture where removed_at is not null").update();

        assertJonIsKeptOut(trained(ava), "left out 1 picture");
    }

    @Test
    void whoIncludesAPictureIsAMaker() {
        datasets.exclude(photos.get(0).id());
        people.signIn(jon);
        datasets.include(photos.get(0).id());

        assertJonIsKeptOut(trained(ava), "included 1 picture");
    }

    @Test
    void whoRemovesPicturesIsAMaker() {
        people.signIn(jon);
        datasets.remove(List.of(photos.get(0).id(), photos.get(1).id()));

        assertJonIsKeptOut(trained(ava), "removed 2 pictures");
    }

    @Test
    void whoRestoresPicturesIsAMaker() {
        datasets.remove(List.of(photos.get(0).id()));
        people.signIn(jon);
        datasets.restore(List.of(photos.get(0).id()));

        assertJonIsKeptOut(trained(ava), "restored 1 picture");
    }

    @Test
    void whoWithdrawsPhotosShapesTheSetByThat() {
        people.signIn(jon);
        LedgerLine line = consents.page(ava, LedgerFilter.ALL, 0, 10).lines().getFirst();
        consents.withdraw(List.of(line.revision()), "She does not want this one to be used.");

        assertJonIsKeptOut(trained(ava), "withdrew 1 picture");
    }

    @Test
    void whoCropsAPictureIsAMakerAlsoWhenTheCropIsLeftOutLater() {
        people.signIn(jon);
        PictureSummary crop = edits.derive(photos.get(0).id(), new PictureEdit(0, 0, 0, 900, 900), true);
        people.signIn(mara);
        datasets.exclude(crop.id());

        assertJonIsKeptOut(trained(ava), "left out 1 picture");
    }

    @Test
    void whoWroteACaptionIsAMakerOfTheCropToo() {
        people.signIn(jon);
        captions.save(photos.get(0).id(), "", "ohwx woman, smiling");
        people.signIn(mara);
        edits.derive(photos.get(0).id(), new PictureEdit(0, 0, 0, 900, 900), true);

        assertJonIsKeptOut(trained(ava), "captioned 1 picture");
    }

    @Test
    void whoTakesACropBackIsAMaker() {
        PictureSummary crop = edits.derive(photos.get(0).id(), new PictureEdit(0, 0, 0, 900, 900), true);
        people.signIn(jon);
        edits.backToSource(crop.id());

        assertJonIsKeptOut(trained(ava), "included 1 picture and removed 1 picture");
    }

    @Test
    void whoRestoresASnapshotIsAMaker() {
        SnapshotId before = snapshots.freeze(ava, "All four", true).id();
        datasets.exclude(photos.get(0).id());
        people.signIn(jon);
        snapshots.restore(before);

        assertJonIsKeptOut(trained(ava), "restored a snapshot");
    }

    @Test
    void captionsThatAreWrittenOverByAnotherPersonKeepTheirAuthor() {
        people.signIn(jon);
        captions.save(photos.get(0).id(), "", "ohwx woman, smiling");
        people.signIn(mara);
        captions.save(photos.get(0).id(), "ohwx woman, smiling", MADE);

        assertJonIsKeptOut(trained(ava), "captioned 1 picture");
    }

    @Test
    void findAndReplaceAndTakingItBackAreCaptions() {
        photos.forEach(photo -> captions.save(photo.id(), "", MADE));
        people.signIn(jon);
        captions.apply(ava, new CaptionReplacement("portrait", "close-up", true, false));
        undo.undo(ava);

        assertJonIsKeptOut(trained(ava), "captioned 4 pictures");
    }

    @Test
    void captionFilesAreCaptions() throws IOException {
        people.signIn(jon);
        captionFiles.take(
                ava,
                captionFiles.read(
                        "1.txt", new ByteArrayInputStream("ohwx woman, laughing".getBytes(StandardCharsets.UTF_8))),
                Map.of(),
                true);

        assertJonIsKeptOut(trained(ava), "captioned 1 picture");
    }

    @Test
    void whoChangesTheTriggerWordIsAMakerAlsoWhenItIsChangedBack() {
        people.signIn(jon);
        rename("woman", "sks woman");
        people.signIn(mara);
        rename("woman", "ohwx woman");

        assertJonIsKeptOut(trained(ava), "changed the trigger word");
    }

    @Test
    void whoChangesTheSubjectIsAMaker() {
        people.signIn(jon);
        rename("person", "ohwx person");

        assertJonIsKeptOut(trained(ava), "changed the trigger word and changed the subject");
    }

    @Test
    void whoOnlyDescribesTheCharacterIsNone() {
        people.signIn(jon);
        characters.edit(
                ava,
                characters.get(ava).rowVersion(),
                CharacterDraft.of("Ava L.", "woman", "ohwx woman", "Paints houses."));

        assertThat(makers(trained(ava))).extracting(Contribution::name).containsExactly("Mara");
    }

    @Test
    void whoOverrulesAMeasureIsAMaker() {
        people.signIn(jon);
        measures.overrule(photos.get(0).id(), MeasureTopic.SHARPNESS, "Meant to be soft.");
        measures.correctShot(List.of(photos.get(1).id()), ShotType.CLOSE_UP, "");

        assertJonIsKeptOut(trained(ava), "overruled a measure of 2 pictures");
    }

    @Test
    void whoLetsAMeasureCountAgainIsAMaker() {
        measures.overrule(photos.get(0).id(), MeasureTopic.SHARPNESS, "Meant to be soft.");
        people.signIn(jon);
        measures.withdraw(photos.get(0).id(), MeasureTopic.SHARPNESS);

        assertJonIsKeptOut(trained(ava), "overruled a measure of 1 picture");
    }

    @Test
    void whoResumesTheRunIsAMaker() {
        RunId run = launch(ava);
        runs.cancel(run);
        people.signIn(jon);
        runs.resume(run);

        assertJonIsKeptOut(finish(run, "weights".getBytes(StandardCharsets.UTF_8)), "resumed run ");
    }

    @Test
    void whatIsDoneAfterTheLaunchIsNoPartOfTheVersion() {
        RunId run = launch(ava);
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());

        VersionId id = finish(run, "weights".getBytes(StandardCharsets.UTF_8));

        assertThat(makers(id)).extracting(Contribution::name).containsExactly("Mara");
    }

    @Test
    void aPhotoThatIsRemovedAndUploadedAgainByAnotherPersonKeepsItsMakers() {
        people.signIn(jon);
        upload(ava, "5.jpg", photo(5));
        PictureId five = pictures(ava).getLast().id();
        people.signIn(mara);
        datasets.remove(List.of(five));
        clock.advance(Duration.ofDays(31));
        jdbc.sql("delete from picture where removed_at is not null").update();
        upload(ava, "mine.jpg", photo(5));

        assertJonIsKeptOut(trained(ava), "uploaded 1 picture");
    }

    @Test
    void aPhotoKeepsItsMakersInAnotherCharacterWithoutItsMetadataAndAsAnotherFormat() {
        people.signIn(jon);
        upload(ava, "5.jpg", TestPhotos.withExif(photo(5), 1, "a camera"));
        people.signIn(mara);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");
        upload(bo, "stripped.jpg", photo(5));

        assertJonIsKeptOut(trained(bo), "uploaded 1 picture");
    }

    @Test
    void anExportedDatasetKeepsItsMakersWhenAnotherPersonImportsIt() throws IOException {
        SnapshotId frozen = curatedByJon();
        byte[] zip = export(frozen);
        people.signIn(mara);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");
        upload(bo, "dataset.zip", zip);

        assertJonIsKeptOut(
                trained(bo), "uploaded 1 picture", "captioned 1 picture", "shaped a dataset that was imported");
    }

    @Test
    void soItDoesWhenThePicturesComeWithoutTheListThatLiesInTheExport() throws IOException {
        SnapshotId frozen = curatedByJon();
        Map<String, byte[]> files = unzipped(export(frozen));
        people.signIn(mara);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");
        files.forEach((name, bytes) -> {
            if (!name.endsWith(".txt") && !name.endsWith(".json") && !name.endsWith(".toml")) {
                upload(bo, name.substring(name.lastIndexOf('/') + 1), bytes);
            }
        });
        assertThat(pictures(bo)).hasSize(4);
        pictures(bo).stream().limit(1).forEach(one -> captions.save(one.id(), "", "ohwx woman, smiling"));

        assertJonIsKeptOut(trained(bo), "uploaded 1 picture");
    }

    @Test
    void whoOnlyChoseThePicturesStaysAMakerWhenTheyComeWithoutTheList() throws IOException {
        CharacterId bo = importedWithoutTheList(chosenByJon(), 3);

        assertJonIsKeptOut(trained(bo), "shaped a dataset that was imported");
    }

    @Test
    void soTheyDoWhenAPictureIsLeftBehindAndAnotherOneComesAlong() throws IOException {
        CharacterId bo = importedWithoutTheList(chosenByJon(), 2);
        upload(bo, "another.jpg", photo(9));

        assertJonIsKeptOut(trained(bo), "shaped a dataset that was imported");
    }

    @Test
    void aFewOfThePicturesOfADatasetAreAChoiceOfTheirOwn() throws IOException {
        CharacterId bo = importedWithoutTheList(chosenByJon(), 1);

        assertThat(makers(trained(bo))).extracting(Contribution::name).containsExactly("Mara");
    }

    @Test
    void theSameCaptionOnTheSamePictureBringsItsAuthor() {
        people.signIn(jon);
        captions.save(photos.get(0).id(), "", "ohwx woman, smiling");
        people.signIn(mara);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");
        upload(bo, "1.jpg", photo(1));
        upload(bo, "2.jpg", photo(2));
        assertThat(makers(trained(bo))).extracting(Contribution::name).containsExactly("Mara");

        captions.save(pictures(bo).getFirst().id(), "", "ohwx woman, smiling");

        assertJonIsKeptOut(trained(bo), "captioned 1 picture");
    }

    @Test
    void theSameCaptionOnAnotherPictureDoesNot() {
        people.signIn(jon);
        captions.save(photos.get(0).id(), "", "ohwx woman, smiling");
        people.signIn(mara);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");
        upload(bo, "7.jpg", photo(7));
        captions.save(pictures(bo).getFirst().id(), "", "ohwx woman, smiling");

        assertThat(makers(trained(bo))).extracting(Contribution::name).containsExactly("Mara");
    }

    @Test
    void whoEmptiesACaptionIsAMaker() {
        captions.save(photos.get(0).id(), "", MADE);
        people.signIn(jon);
        captions.save(photos.get(0).id(), MADE, "");

        assertJonIsKeptOut(trained(ava), "captioned 1 picture");
    }

    @Test
    void whoTakesACaptionOfTheVisionModelIsAMaker() {
        people.signIn(jon);
        captioning.accept(photos.get(0).id(), "", "ohwx woman, in the rain");

        assertJonIsKeptOut(trained(ava), "captioned 1 picture");
    }

    @Test
    void whoChoosesTheReferenceFaceIsAMaker() {
        jdbc.sql("""
                        insert into picture_measure (picture_id, method, measured_at, faces_read, identity_read)
                        values (?, 1, current_timestamp, true, true)""").param(photos.get(0).id().value()).update();
        jdbc.sql("insert into face_embedding (picture_id, numbers) values (?, ?)")
                .params(photos.get(0).id().value(), new byte[] {0})
                .update();
        people.signIn(jon);
        measures.chooseReference(photos.get(0).id());

        assertJonIsKeptOut(trained(ava), "chose as reference face 1 picture");
    }

    @Test
    void whoCreatedTheCharacterChoseItsTriggerWord() {
        people.signIn(jon);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");
        people.signIn(mara);
        upload(bo, "5.jpg", photo(5));

        assertJonIsKeptOut(trained(bo), "chose the trigger word");
    }

    @Test
    void whoChoseWhichRequestTheResultComesFromIsAMaker() {
        RunId run = launch(ava);
        // The only service that answers here has no requests to choose from.
        jdbc.sql("update training_run set state = 'UNCONFIRMED', backend = ? where id = ?")
                .params("fal-flux-lora-fast-training", run.value())
                .update();
        people.signIn(people.admin("Olaf"));
        runDecisions.adopt(run, "764cabcf-b745-4b3e-ae38-1200304cf45b");

        VersionId id = finish(run, "weights".getBytes(StandardCharsets.UTF_8));

        assertThat(makers(id)).anySatisfy(maker -> {
            assertThat(maker.name()).isEqualTo("Olaf");
            assertThat(maker.actions()).startsWith("chose the result of run ");
        });
    }

    @Test
    void whoSetTheArgumentsOfTheEngineIsAMaker() {
        EngineId engine = engineOf(people.admin("Ada"));
        SignedInPerson olaf = people.admin("Olaf");
        change(engine, olaf, slurm("--network_weights /tmp/other.safetensors", 1));

        VersionId id =
                finish(launch(ava, engines.engine(engine).backend()), "weights".getBytes(StandardCharsets.UTF_8));

        assertThat(makers(id)).extracting(Contribution::name).containsExactly("Ada", "Mara", "Olaf");
        people.signIn(mara);
        reviews.submit(id, versions.details(id).revision());
        people.signIn(olaf);
        ReviewedRevision seen = versions.details(id).revision();
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("You set up the engine of run ")
                .hasMessageContaining("so someone else signs");
    }

    @Test
    void soIsThePersonWhoSetsThemWhileTheRunWaits() {
        EngineId engine = engineOf(people.admin("Ada"));
        RunId run = launch(ava, engines.engine(engine).backend());
        change(engine, people.admin("Olaf"), slurm("--network_weights /tmp/other.safetensors", 1));

        assertThat(makers(finish(run, "weights".getBytes(StandardCharsets.UTF_8))))
                .extracting(Contribution::name)
                .containsExactly("Ada", "Mara", "Olaf");
    }

    @Test
    void soIsThePersonWhoIsJustSavingThemWhileTheRunIsResumed() throws Exception {
        EngineId engine = engineOf(people.admin("Ada"));
        SignedInPerson olaf = people.admin("Olaf");
        RunId run = launch(ava, engines.engine(engine).backend());
        runs.cancel(run);

        duringTheTransactionOf(
                () -> change(engine, olaf, slurm("--network_weights /tmp/other.safetensors", 1)), () -> resume(run));

        assertThat(makers(finish(run, "weights".getBytes(StandardCharsets.UTF_8))))
                .extracting(Contribution::name)
                .containsExactly("Ada", "Mara", "Olaf");
    }

    @Test
    void soIsThePersonWhoSavesThemWhileTheRunIsJustBeingResumed() throws Exception {
        EngineId engine = engineOf(people.admin("Ada"));
        SignedInPerson olaf = people.admin("Olaf");
        RunId run = launch(ava, engines.engine(engine).backend());
        runs.cancel(run);

        duringTheTransactionOf(
                () -> resume(run), () -> change(engine, olaf, slurm("--network_weights /tmp/other.safetensors", 1)));

        assertThat(makers(finish(run, "weights".getBytes(StandardCharsets.UTF_8))))
                .extracting(Contribution::name)
                .containsExactly("Ada", "Mara", "Olaf");
    }

    private void resume(RunId run) {
        people.signIn(mara);
        runs.resume(run);
    }

    /** What comes first is committed once the second is over or waits for the first. */
    private void duringTheTransactionOf(Runnable first, Runnable second) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<?> other = Objects.requireNonNull(transaction.execute(status -> {
                first.run();
                Future<?> begun = thread.submit(second);
                long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
                while (!begun.isDone() && waitingForLocks() == 0) {
                    assertThat(System.nanoTime()).as("patience").isLessThan(end);
                }
                return begun;
            }));
            other.get(2, TimeUnit.MINUTES);
        }
    }

    private long waitingForLocks() {
        return jdbc.sql(
                        TestDirectories.onPostgreSql()
                                ? "select count(*) from pg_locks where not granted"
                                : "select count(*) from information_schema.sessions where blocker_id is not null")
                .query(Long.class)
                .single();
    }

    @Test
    void aTeamReadsBeforeTheLaunchThatTheOnlyAdminSetUpTheEngine() {
        EngineId engine = engineOf(people.admin("Ada"));
        people.signIn(mara);

        assertThat(missing.ofNextRun(ava, "told").isEmpty()).isTrue();
        String backend = engines.engine(engine).backend();
        assertThat(missing.ofNextRun(ava, backend).sentence()).isEqualTo("Needs a second admin who took no part.");
        RunId run = launch(ava, backend);
        assertThat(missing.of(runs.details(run)).reason()).isEqualTo("Ada took part in it.");
        assertThat(missing.stuck()).hasSize(1);
    }

    @Test
    void whoOnlyLetsMoreRunsStartAtOnceIsNone() {
        EngineId engine = engineOf(people.admin("Ada"));
        change(engine, people.admin("Olaf"), slurm("", 2));

        assertThat(makers(finish(
                        launch(ava, engines.engine(engine).backend()), "weights".getBytes(StandardCharsets.UTF_8))))
                .extracting(Contribution::name)
                .containsExactly("Ada", "Mara");
    }

    @Test
    void rowsThatAreDeletedFromTheLedgerMakeNobodyLessAMaker() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        jdbc.sql("delete from contribution").update();

        assertJonIsKeptOut(trained(ava), "shaped its dataset or its run, as the audit trail says");
    }

    @Test
    void norDoRowsAboutTheTriggerWord() {
        people.signIn(jon);
        rename("woman", "sks woman");
        jdbc.sql("delete from contribution").update();

        assertJonIsKeptOut(trained(ava), "shaped its dataset or its run, as the audit trail says");
    }

    @Test
    void norDoRowsThatAreDeletedBetweenTheLaunchAndTheResult() {
        people.signIn(jon);
        captions.save(photos.get(0).id(), "", "ohwx woman, smiling");
        RunId run = launch(ava);
        jdbc.sql("delete from snapshot_contribution").update();
        jdbc.sql("delete from contribution").update();

        assertJonIsKeptOut(
                finish(run, "weights".getBytes(StandardCharsets.UTF_8)),
                "shaped its dataset or its run, as the audit trail says");
    }

    @Test
    void whatTheProductItselfBringsHasNoMakerAmongPeople() {
        RunAs.run(() -> {
            upload(ava, "drawn.jpg", photo(8));
            measures.measuresOf(ava);
        });

        assertOnlyMaraMadeIt(trained(ava));
    }

    @Test
    void weightsKeepTheirMakersWhenAnotherPersonImportsThemForAnotherCharacter() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        VersionId first = finish(launch(ava), lora("first"));
        people.signIn(lin);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");

        VersionId same = imported(bo, lora("first"));
        CharacterId cy = character("Cy", "man", "qqw man");
        VersionId stripped = imported(cy, lora("something else"));

        String name = versions.details(first).card().fileName();
        assertJonIsKeptOut(same, "made " + name + ", which has the same weights");
        assertJonIsKeptOut(stripped, "made " + name + ", which has the same weights");
        assertThat(makers(same)).extracting(Contribution::name).containsExactly("Jon", "Lin", "Mara");
    }

    @Test
    void decoysWithTheSameWeightsDoNotHideTheVersion() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        finish(launch(ava), lora("first"));
        people.signIn(lin);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");
        for (int i = 0; i < 60; i++) {
            arrived(lora("decoy " + i));
        }

        assertThat(makers(imported(bo, lora("last"))))
                .extracting(Contribution::name)
                .contains("Jon", "Mara");
    }

    @Test
    void weightsInAnotherOrderOfTheFileAreTheSameWeights() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        finish(launch(ava), lora("first"));
        people.signIn(lin);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");

        VersionId id = imported(bo, SyntheticLora.kohyaFlux1SinglesFirst(1, 1).bytes());

        assertThat(makers(id)).extracting(Contribution::name).contains("Jon", "Mara");
    }

    @Test
    void theDatabaseKeepsAMakerAMaker() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        VersionId id = trained(ava);

        assertThatThrownBy(
                        () -> jdbc.sql("""
                                        update version_participant set part = 'SIGNER', gave_data = false, launched = false
                                        where version_id = ? and account_id = ?""").params(id.value(), jon.accountId()).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .satisfies(refused -> assertThat(String.valueOf(refused.getMessage()))
                        .containsIgnoringCase("version_contribution_of_a_maker"));
        assertThatThrownBy(() -> jdbc.sql("delete from version_participant where version_id = ? and account_id = ?")
                        .params(id.value(), jon.accountId())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    /** Of the four photos, without having given or written anything. */
    private SnapshotId chosenByJon() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        return snapshots.freeze(ava, "Chosen", true).id();
    }

    private CharacterId importedWithoutTheList(SnapshotId frozen, int most) throws IOException {
        List<byte[]> pictures = unzipped(export(frozen)).entrySet().stream()
                .filter(file -> file.getKey().matches(".*\\.(jpe?g|png|webp)"))
                .sorted(Map.Entry.comparingByKey())
                .limit(most)
                .map(Map.Entry::getValue)
                .toList();
        assertThat(pictures).hasSize(most);
        people.signIn(mara);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");
        for (int i = 0; i < most; i++) {
            upload(bo, "mine " + i + ".jpg", pictures.get(i));
        }
        return bo;
    }

    private SnapshotId curatedByJon() {
        people.signIn(jon);
        upload(ava, "5.jpg", photo(5));
        PictureSummary five = pictures(ava).getLast();
        captions.save(five.id(), "", "ohwx woman, smiling");
        datasets.exclude(photos.get(0).id());
        return snapshots.freeze(ava, "Curated", true).id();
    }

    private byte[] export(SnapshotId frozen) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        exports.take(frozen, Arrays.stream(ExportLayout.values()).findFirst().orElseThrow())
                .writeTo(zip);
        return zip.toByteArray();
    }

    private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return files;
    }

    private void assertOnlyMaraMadeIt(VersionId id) {
        assertThat(makers(id)).singleElement().satisfies(maker -> {
            assertThat(maker.name()).isEqualTo("Mara");
            assertThat(maker.actions()).matches("uploaded 4 pictures, chose the trigger word and launched run \\d+");
        });
    }

    private void assertJonIsKeptOut(VersionId id, String... deeds) {
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

    private List<String> obstacles(VersionId id) {
        people.signIn(mara);
        reviews.submit(id, versions.details(id).revision());
        people.signIn(lin);
        return versions.details(id).availableActions().stream()
                .filter(availableAction -> availableAction.action() == ReviewAction.SIGN_OFF)
                .flatMap(availableAction -> availableAction.obstacles().stream())
                .toList();
    }

    private List<Contribution> makers(VersionId id) {
        people.signIn(mara);
        return versions.details(id).makers();
    }

    private CharacterId character(String name, String subject, String trigger) {
        return characters
                .create(CharacterDraft.of(name, subject, trigger, ""), LikenessBasis.SYNTHETIC)
                .id();
    }

    private void rename(String subject, String trigger) {
        CharacterSummary now = characters.get(ava);
        characters.edit(ava, now.rowVersion(), CharacterDraft.of(now.name(), subject, trigger, now.description()));
    }

    private static byte[] photo(int number) {
        return TestPhotos.jpeg(1_024, 1_024, number);
    }

    private void upload(CharacterId character, String name, byte[] bytes) {
        intake.take(character, name, new ByteArrayInputStream(bytes), PictureIntake.Progress.NOBODY);
    }

    private List<PictureSummary> pictures(CharacterId character) {
        return datasets.pictures(character, PictureFilter.ALL, 0, 500).pictures();
    }

    private VersionId trained(CharacterId character) {
        return finish(launch(character), UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    }

    private RunId launch(CharacterId character) {
        return launch(character, "told");
    }

    private RunId launch(CharacterId character, String backend) {
        people.signIn(mara);
        return runs.launch(new LaunchRequest(character, backend, parameters(), true, UUID.randomUUID(), null))
                .run();
    }

    private EngineId engineOf(SignedInPerson admin) {
        people.signIn(admin);
        return engines.add(slurm("", 1));
    }

    private void change(EngineId engine, SignedInPerson admin, EngineDraft draft) {
        people.signIn(admin);
        engines.change(engine, engines.engine(engine).rowVersion(), draft);
    }

    private static EngineDraft slurm(String arguments, int mostAtOnce) {
        Map<EngineField, String> values = Map.of(
                EngineField.ADDRESS, "http://slurm.example:6820",
                EngineField.SHARED_FOLDER, System.getProperty("java.io.tmpdir"),
                EngineField.TRAINER_FOLDER, "/opt/sd-scripts",
                EngineField.MODEL_FILE, "/models/flux1-dev.safetensors",
                EngineField.CLIP_L, "/models/clip_l.safetensors",
                EngineField.T5XXL, "/models/t5xxl_fp16.safetensors",
                EngineField.AUTOENCODER, "/models/ae.safetensors",
                EngineField.ARGUMENTS, arguments);
        return new EngineDraft(
                "Cluster",
                EngineKind.SLURM_REST,
                values,
                Map.of(EngineField.SLURM_TOKEN, "token"),
                "kohya",
                "/scratch/understudy",
                mostAtOnce,
                null,
                Role.MEMBER);
    }

    /** The run ends in this file: only the training itself is fake. */
    private VersionId finish(RunId run, byte[] file) {
        people.signIn(mara);
        RunDetails details = runs.details(run);
        RunAs.run(() -> {
            blobs.store(file, "application/octet-stream", Serving.DOWNLOAD_ONLY);
            transaction.executeWithoutResult(status -> events.publishEvent(new RunSucceeded(
                    run,
                    details.character(),
                    details.snapshot(),
                    mara.accountId(),
                    parameters(),
                    "told",
                    BaseModel.FLUX1_DEV,
                    BlobHash.of(file),
                    file.length)));
        });
        return versions.ofRun(run).orElseThrow().id();
    }

    private static TrainingSettings parameters() {
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

    private static byte[] lora(String comment) {
        return SyntheticLora.kohyaFlux1(1, 1)
                .metadata("ss_training_comment", comment)
                .bytes();
    }

    private UploadedLora arrived(byte[] file) {
        return imports.receive(new ByteArrayInputStream(file), file.length);
    }

    private VersionId imported(CharacterId character, byte[] file) {
        return imports.keep(
                arrived(file).file(),
                "found.safetensors",
                new ImportDraft(
                        character,
                        BaseModel.FLUX1_DEV,
                        "zkj man",
                        "https://example.org/models/7",
                        "",
                        "",
                        Set.of(),
                        "CC BY 4.0",
                        "He is made up."));
    }
}
