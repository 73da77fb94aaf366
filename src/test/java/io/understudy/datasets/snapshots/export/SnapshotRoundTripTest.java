package io.understudy.datasets.snapshots.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.DatasetTest;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.PhotoRevision;
import io.understudy.datasets.intake.IntakeReport;
import io.understudy.datasets.intake.RejectedFile;
import io.understudy.datasets.intake.TestZips;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
@Tag("once")
class SnapshotRoundTripTest extends DatasetTest {
    @Autowired
    private SnapshotExportService exports;

    @Autowired
    private CaptionService captions;

    @Autowired
    private PhotoConsentService ledger;

    @Autowired
    private ApplicationEvents events;

    private SnapshotSummary snapshot;

    /**
     * Two of one name, one kept although small, one without caption, one left out, names with signs of other
     * alphabets.
     */
    @BeforeEach
    void aSetWithEverythingThatCouldBeLost() {
        TestDatasets.take(intake, ava, "park.jpg", TestDatasets.photo(1));
        TestDatasets.take(intake, ava, "park.jpg", TestDatasets.photo(2));
        TestDatasets.take(intake, ava, "Åre, été [1].jpg", TestDatasets.photo(3));
        TestDatasets.take(intake, ava, "small.jpg", TestDatasets.smallPhoto(4));
        TestDatasets.take(intake, ava, "left out.jpg", TestDatasets.photo(5));
        List<PictureSummary> pictures =
                datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures();
        captions.save(pictures.get(0).id(), "", "ohwx woman, in a “park”, 50 % shade; it's été");
        captions.save(pictures.get(1).id(), "", "ohwx woman, other park");
        captions.save(pictures.get(3).id(), "", "ohwx woman, close-up");
        datasets.include(pictures.get(3).id());
        datasets.exclude(pictures.get(4).id());
        snapshot = datasets.freeze(ava, true);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsExportedComesBackWithNothingLost(ExportLayout layout) {
        byte[] zip = export(layout);
        CharacterId twin = characters
                .create(CharacterDraft.of("Ava's twin", "woman", "zxqv woman", ""), LikenessBasis.SYNTHETIC)
                .id();
        IntakeReport report = TestDatasets.take(intake, twin, "ava.zip", zip);
        assertThat(report.rejected()).isEmpty();
        assertThat(report.notes()).singleElement().asString().contains("exported for the trigger word “ohwx woman”");
        SnapshotSummary back = datasets.freeze(twin, true);
        assertThat(datasets.entries(back.id())).isEqualTo(datasets.entries(snapshot.id()));
    }

    @Test
    void theSameSnapshotComesBackIntoAnEmptiedSet() {
        byte[] zip = export(ExportLayout.KOHYA);
        datasets.remove(datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures().stream()
                .map(PictureSummary::id)
                .toList());
        IntakeReport report = TestDatasets.take(intake, ava, "ava.zip", zip);
        assertThat(report.added()).hasSize(4);
        assertThat(report.notes()).isEmpty();
        assertThat(datasets.freeze(ava, true).id()).isEqualTo(snapshot.id());
    }

    @Test
    void aCaptionThatWasEditedOutsideIsTheOneThatCounts() {
        Map<String, byte[]> files = files(export(ExportLayout.CAPTIONS));
        files.put("park (2).txt", "ohwx woman, edited".getBytes(StandardCharsets.UTF_8));
        TestZips zip = TestZips.zip();
        // Packed again by another program: in another order, inside of a folder.
        files.keySet().stream().sorted().toList().reversed().forEach(name -> zip.with("ava/" + name, files.get(name)));
        datasets.remove(datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures().stream()
                .map(PictureSummary::id)
                .toList());
        assertThat(TestDatasets.take(intake, ava, "ava.zip", zip.bytes()).rejected())
                .isEmpty();
        SnapshotDiff diff =
                datasets.diff(snapshot.id(), datasets.freeze(ava, true).id());
        assertThat(diff.inWords()).isEqualTo("1 caption changed");
        assertThat(diff.captions().getFirst().after()).isEqualTo("ohwx woman, edited");
    }

    @Test
    void whatWasAddedToAnExportIsReadAsInAnyOtherZip() {
        TestZips zip = TestZips.zip();
        files(export(ExportLayout.CAPTIONS)).forEach(zip::with);
        removeAll();
        IntakeReport report = TestDatasets.take(
                intake,
                ava,
                "ava.zip",
                zip.with("img/5_ohwx woman/new.jpg", TestDatasets.photo(11))
                        .with("reg/1_woman/other.jpg", TestDatasets.photo(12))
                        .with("more/metadata.jsonl", "{\"file_name\": \"13.jpg\", \"text\": \"ohwx woman, asleep\"}")
                        .with("more/13.jpg", TestDatasets.photo(13))
                        .with("more/13-masklabel.png", TestDatasets.photo(14))
                        .bytes());
        assertThat(report.rejected())
                .extracting(RejectedFile::name)
                .containsExactlyInAnyOrder("other.jpg", "13-masklabel.png");
        assertThat(datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures())
                .extracting(PictureSummary::fileName)
                .containsExactly("park.jpg", "park.jpg", "Åre, été [1].jpg", "small.jpg", "new.jpg", "13.jpg");
        assertThat(datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures().subList(4, 6))
                .extracting(PictureSummary::caption)
                .containsExactly("ohwx woman", "ohwx woman, asleep");
        assertThat(datasets.epoch(ava).byRepeats()).isEqualTo(Map.of(1, 5, 5, 1));
    }

    @Test
    void twoExportsInOneZipAreNamed() {
        Map<String, byte[]> files = files(export(ExportLayout.CAPTIONS));
        TestZips zip = TestZips.zip();
        files.forEach((name, bytes) -> zip.with("a/" + name, bytes).with("b/" + name, bytes));

        assertThat(TestDatasets.take(intake, ava, "both.zip", zip.bytes()).notes())
                .anyMatch(note -> note.startsWith("The zip holds 2 lists of exports (understudy.json)"));
    }

    private void removeAll() {
        datasets.remove(datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures().stream()
                .map(PictureSummary::id)
                .toList());
    }

    @Test
    @Tag("attack")
    void kohyaFindsItsFolderItsCaptionsAndTheWordForPicturesWithout() {
        Map<String, byte[]> files = files(export(ExportLayout.KOHYA));
        assertThat(files.keySet())
                .containsExactly(
                        "img/1_ohwx woman/park.jpg",
                        "img/1_ohwx woman/park.txt",
                        "img/1_ohwx woman/park (2).jpg",
                        "img/1_ohwx woman/park (2).txt",
                        "img/1_ohwx woman/Åre, été [1].jpg",
                        "img/1_ohwx woman/small.jpg",
                        "img/1_ohwx woman/small.txt",
                        "dataset.toml",
                        "understudy.json");
        assertThat(text(files, "dataset.toml"))
                .contains("image_dir = \"img/1_ohwx woman\"")
                .contains("caption_extension = \".txt\"")
                .contains("class_tokens = \"ohwx woman\"")
                .contains("enable_bucket = true");
        assertThat(text(files, "img/1_ohwx woman/park.txt")).isEqualTo("ohwx woman, in a “park”, 50 % shade; it's été");
    }

    @Test
    @Tag("attack")
    void aiToolkitFindsItsFolderAndTriggerWord() {
        assertThat(text(files(export(ExportLayout.AI_TOOLKIT)), "dataset.yaml"))
                .contains("trigger_word: \"ohwx woman\"")
                .contains("folder_path: \"dataset\"")
                .contains("caption_ext: \"txt\"");
    }

    @Test
    void theSameSnapshotIsPackedIntoTheSameBytesAndTheAuditTrailSaysWhoTookIt() {
        assertThat(export(ExportLayout.CAPTIONS)).isEqualTo(export(ExportLayout.CAPTIONS));
        assertThat(events.stream(AuditEvent.class).filter(event -> event.verb().equals("snapshot.exported")))
                .hasSize(2)
                .allMatch(event -> event.actor().name().equals("Mara"));
    }

    @Test
    void theUploadedFilesThemselvesNeverLeave() {
        List<BlobHash> packed = files(export(ExportLayout.CAPTIONS)).values().stream()
                .map(BlobHash::of)
                .toList();
        assertThat(datasets.entries(snapshot.id()))
                .allSatisfy(
                        entry -> assertThat(packed).contains(entry.display()).doesNotContain(entry.original()));
    }

    @Test
    void aSnapshotWithAWithdrawnPhotoIsNotHandedOut() {
        BlobHash photo = datasets.entries(snapshot.id()).getFirst().original();
        people.signIn(people.admin("Lea"));
        ledger.withdraw(List.of(new PhotoRevision(photo, "park.jpg", -1)), "She asked for it.");
        assertThatThrownBy(() -> exports.take(snapshot.id(), ExportLayout.CAPTIONS, ExportOptions.USUAL))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("A photo of this snapshot was withdrawn");
    }

    @Test
    void aForgedListGivesNobodyAnothersPicture() {
        String forged = """
                {"format":"understudy.export/1","snapshot":"","trigger_word":"","pictures":[
                {"file":"a.jpg","file_name":"../../etc/passwd","original":"%s"}]}""".formatted(
                        datasets.entries(snapshot.id()).getFirst().original().hex());
        CharacterId other = characters
                .create(CharacterDraft.of("Bea", "woman", "zxqv woman", ""), LikenessBasis.SYNTHETIC)
                .id();
        byte[] zip = TestZips.zip()
                .with("understudy.json", forged)
                .with("a.jpg", TestDatasets.photo(9))
                .bytes();
        TestDatasets.take(intake, other, "forged.zip", zip);
        SnapshotEntry entry =
                datasets.entries(datasets.freeze(other, true).id()).getFirst();
        assertThat(entry.original()).isEqualTo(BlobHash.of(TestDatasets.photo(9)));
        assertThat(entry.fileName()).isEqualTo("a.jpg");
    }

    private byte[] export(ExportLayout layout) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            exports.take(snapshot.id(), layout, ExportOptions.USUAL).writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> files(byte[] zip) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
