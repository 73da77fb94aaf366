package io.understudy.datasets.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.sample.SampleDataset;
import io.understudy.identity.People;
import io.understudy.storage.BlobStore;
import io.understudy.support.StudioTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
@Tag("files")
class FixtureFilesTest {
    @Autowired
    private PictureIntake intake;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private CharacterService characters;

    @Autowired
    private SampleDataset sample;

    @Autowired
    private PhotoConsentService ledger;

    @Autowired
    private BlobStore blobs;

    @Autowired
    private People people;

    private CharacterId ava = new CharacterId(new UUID(0, 0));

    @BeforeEach
    void signIn() {
        people.signIn(people.admin("Lea"));
    }

    @ParameterizedTest
    @CsvSource({
        "jpeg-1024.jpg, 1024, 1024, image/jpeg",
        "jpeg-1024-recompressed.jpg, 1024, 1024, image/jpeg",
        "jpeg-turned-gps.jpg, 1024, 1280, image/jpeg",
        "jpeg-cmyk-1024.jpg, 1024, 1024, image/jpeg",
        "jpeg-512.jpg, 512, 512, image/jpeg",
        "png-1024.png, 1024, 1024, image/png",
        "png-alpha-1024.png, 1024, 1024, image/png",
        "png-2048.png, 2048, 2048, image/png",
        "webp-1024.webp, 1024, 1024, image/webp"
    })
    void aGoodFileIsTaken(String name, int width, int height, String mediaType) throws IOException {
        assertThat(take(name).rejected()).isEmpty();
        PictureSummary picture = all().getFirst();
        assertThat(List.of(picture.width(), picture.height())).containsExactly(width, height);
        assertThat(picture.mediaType()).isEqualTo(mediaType);
        byte[] shown = bytesOf(picture);
        assertThat(new String(shown, StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(shown));
        assertThat(List.of(decoded.getWidth(), decoded.getHeight())).containsExactly(width, height);
    }

    @ParameterizedTest
    @CsvSource({
        "jpeg-truncated.jpg, cut off",
        "text-named.jpg, 'text, not a picture'",
        "svg-named.png, SVG",
        "png-60000x60000.png, 60000 x 60000",
        "gif-1024.gif, does not end in .jpg",
        "avif-1024.avif, HEIC or AVIF photo",
        "zips/nested.zip, another archive",
        "zips/parent-path.zip, outside the zip",
        "zips/encrypted.zip, encrypted",
        "zips/broken.zip, its end is missing",
        "zips/bomb.zip, grows more than 100 times",
        "zips/no-pictures.zip, 'no JPEG, PNG or WebP'",
        "zips/duplicate-names.zip, same name"
    })
    void aBadFileIsRefusedWithTheReason(String name, String reason) {
        IntakeReport report = take(name);
        assertThat(report.added()).isEmpty();
        assertThat(report.rejected()).hasSize(1);
        assertThat(report.rejected().getFirst().reason()).contains(reason);
        assertThat(datasets.pictureCount(ava)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"good.zip, 3", "latin1-caption.zip, 1", "folder.zip, 2", "same-name-in-folders.zip, 2"})
    void aGoodZipBringsItsPicturesWithTheirCaptions(String name, int pictures) {
        IntakeReport report = take("zips/" + name);
        assertThat(report.rejected()).isEmpty();
        assertThat(report.added()).hasSize(pictures);
        assertThat(all()).allSatisfy(picture -> assertThat(picture.caption()).isNotBlank());
        assertThat(report.notes()).hasSize(name.startsWith("latin1") ? 1 : 0);
    }

    @Test
    void theSampleCharacterIsReadyToLaunchAndLoadsTwiceAsOnce() {
        CharacterId loaded = sample.load();
        DatasetOverview set = datasets.overview(loaded);
        assertThat(set.included()).isGreaterThanOrEqualTo(20).isEqualTo(set.pictures());
        assertThat(set.triggerToRepair()).isZero();
        assertThat(characters.get(loaded).cover()).isNotNull();
        characters.requireLaunchable(loaded);
        assertThat(ledger.counts(loaded).missing())
                .as("every picture says where it comes from")
                .isZero();
        SnapshotSummary snapshot = datasets.freeze(loaded, false);
        assertThat(sample.load()).isEqualTo(loaded);
        assertThat(datasets.freeze(loaded, false)).isEqualTo(snapshot);
    }

    private IntakeReport take(String name) {
        ava = TestDatasets.ava(characters);
        InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/pictures/" + name), name);
        return intake.take(ava, name, in, PictureIntake.Progress.NOBODY);
    }

    private byte[] bytesOf(PictureSummary picture) throws IOException {
        try (InputStream in = blobs.open(picture.display())) {
            return in.readAllBytes();
        }
    }

    private List<PictureSummary> all() {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 100).pictures();
    }
}
