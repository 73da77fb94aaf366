package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.snapshots.export.ExportLayout;
import io.understudy.datasets.snapshots.export.ExportOptions;
import io.understudy.datasets.snapshots.export.SnapshotExportService;
import io.understudy.lora.BaseModel;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.loras.LoraFileService;
import io.understudy.storage.BlobHash;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionId;
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
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Pictures, datasets and weights keep their makers when another person brings them back in. */
class FourEyesTransferTest extends FourEyesAcceptanceTest {
    @Autowired
    private SnapshotExportService exports;

    @Autowired
    private ImportService imports;

    @Autowired
    private LoraFileService library;

    @Autowired
    private RunFixtures running;

    @BeforeEach
    void noRunIsUnderWay() {
        running.forget();
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
        BlobHash decoy = arrived(lora("decoy")).file();
        for (int i = 0; i < 60; i++) {
            assertThat(alsoKnownAs(BlobHash.of(("decoy " + i).getBytes(StandardCharsets.UTF_8)), decoy))
                    .isOne();
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
    void aCheckpointThatWasCopiedFromATrainingMachineKeepsTheMakersOfItsRun() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        launch(ava);
        running.start();
        running.steps(1, 5);
        running.checkpoint(5, lora("as it was saved"));
        running.fail("The disk is full.");
        people.signIn(lin);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");
        CharacterId cy = character("Cy", "man", "qqw man");

        VersionId stripped = imported(cy, lora("something else"));
        VersionId same = imported(bo, lora("as it was saved"));

        assertThat(makers(stripped)).extracting(Contribution::name).containsExactly("Jon", "Lin", "Mara");
        assertJonIsKeptOut(stripped, "which has a checkpoint with the same weights");
        assertJonIsKeptOut(same, "which has the same weights");
    }

    @Test
    void soItDoesWhenTheCheckpointIsNoLongerKept() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        launch(ava);
        running.start();
        running.checkpoint(5, lora("as it was saved"));
        running.fail("The disk is full.");
        jdbc.sql("delete from run_checkpoint").update();
        people.signIn(lin);

        assertJonIsKeptOut(
                imported(character("Bo Ekman", "man", "zkj man"), lora("as it was saved")),
                "which has a checkpoint with the same weights");
    }

    @Test
    void whoPutAFileIntoTheLoraLibraryIsAMakerOfTheVersionThatAnotherPersonMakesOfIt() {
        people.signIn(jon);
        LoraFileDetails added = library.take("found.safetensors", new ByteArrayInputStream(lora("first")));
        people.signIn(mara);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");

        VersionId byItsAddress = kept(bo, added.file());
        VersionId uploadedAgain = imported(character("Cy", "man", "qqw man"), lora("something else"));

        assertJonIsKeptOut(byItsAddress, "uploaded the file");
        assertJonIsKeptOut(uploadedAgain, "uploaded the file");
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
        exports.take(frozen, Arrays.stream(ExportLayout.values()).findFirst().orElseThrow(), ExportOptions.USUAL)
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

    private static byte[] lora(String comment) {
        return SyntheticLora.kohyaFlux1(1, 1)
                .metadata("ss_training_comment", comment)
                .bytes();
    }

    /** What another upload of the same weights would leave behind; an upload takes a second or two. */
    private int alsoKnownAs(BlobHash other, BlobHash file) {
        return jdbc.sql("""
                        insert into file_passport (file_hash, state, wanted_at, tensor_hash, weights_hash, content)
                        select ?, state, wanted_at, tensor_hash, weights_hash, content
                        from file_passport where file_hash = ? and state = 'READ'""").params(other.hex(), file.hex()).update();
    }

    private UploadedLora arrived(byte[] file) {
        return imports.receive(new ByteArrayInputStream(file), file.length);
    }

    private VersionId imported(CharacterId character, byte[] file) {
        return kept(character, arrived(file).file());
    }

    private VersionId kept(CharacterId character, BlobHash file) {
        return imports.keep(
                file,
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
