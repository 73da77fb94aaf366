package io.understudy.datasets.images.edits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.datasets.DatasetTest;
import io.understudy.datasets.Exclusion;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.datasets.images.decoding.PictureEdit;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("rules")
class PictureEditServiceTest extends DatasetTest {
    private static final PictureEdit LOWER_RIGHT_OF_THE_TURNED = new PictureEdit(1, 100, 200, 300, 400);

    @Autowired
    private PictureEditService edits;

    @Autowired
    private PhotoConsentService ledger;

    @Autowired
    private PictureChoices choices;

    @Autowired
    private BlobStore blobs;

    private PictureSummary source;

    @BeforeEach
    void aPictureWithAPatch() throws IOException {
        TestDatasets.take(intake, ava, "wide.png", wide());
        source = only("wide.png");
    }

    /** 1200 × 1100 px, grey; a red patch of 100 px in the lower left corner. */
    private static byte[] wide() throws IOException {
        BufferedImage picture = new BufferedImage(1_200, 1_100, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.GRAY);
        graphics.fillRect(0, 0, 1_200, 1_100);
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 1_000, 100, 100);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    @Test
    void aPictureIsTurnedToTheRightAndThenCropped() throws IOException {
        // Turned right, the lower left corner is the upper left one.
        PictureSummary made = edits.derive(source.id(), new PictureEdit(1, 0, 0, 120, 150), false);

        BufferedImage pixels;
        try (var in = blobs.open(made.display())) {
            pixels = ImageIO.read(in);
        }
        assertThat(pixels.getWidth()).isEqualTo(120);
        assertThat(pixels.getHeight()).isEqualTo(150);
        assertThat(pixels.getRGB(50, 50)).isEqualTo(Color.RED.getRGB());
        assertThat(pixels.getRGB(110, 50)).isEqualTo(Color.GRAY.getRGB());
        assertThat(pixels.getRGB(50, 140)).isEqualTo(Color.GRAY.getRGB());
    }

    @Test
    void theCropIsTrainedOnInsteadAndTheOriginalIsKept() {
        PictureSummary made = edits.derive(source.id(), LOWER_RIGHT_OF_THE_TURNED, true);

        assertThat(names(PictureFilter.ALL)).containsExactly("wide.png", "wide-crop.png");
        assertThat(names(PictureFilter.INCLUDED)).containsExactly("wide-crop.png");
        assertThat(only("wide.png").exclusion()).isEqualTo(Exclusion.REPLACED);
        assertThat(made.caption()).isEqualTo(source.caption());
        assertThat(edits.origin(made.id())).hasValueSatisfying(origin -> {
            assertThat(origin.fileName()).isEqualTo("wide.png");
            assertThat(origin.edit()).isEqualTo(LOWER_RIGHT_OF_THE_TURNED);
        });
    }

    @Test
    void aCropIsShownAsOftenAsItsSource() {
        choices.repeat(List.of(source.id()), 7);

        assertThat(edits.derive(source.id(), LOWER_RIGHT_OF_THE_TURNED, true).repeats())
                .isEqualTo(7);
    }

    @Test
    void aCropIsTakenBack() {
        PictureSummary made = edits.derive(source.id(), LOWER_RIGHT_OF_THE_TURNED, true);

        edits.backToSource(made.id());

        assertThat(names(PictureFilter.INCLUDED)).containsExactly("wide.png");
        assertThat(names(PictureFilter.ALL)).containsExactly("wide.png");
    }

    @Test
    void aCropBesideTheOriginalLeavesBothInTheSet() {
        edits.derive(source.id(), LOWER_RIGHT_OF_THE_TURNED, false);

        assertThat(names(PictureFilter.INCLUDED)).containsExactly("wide.png", "wide-crop.png");
    }

    @Test
    void theSameCropTwiceIsRefused() {
        edits.derive(source.id(), LOWER_RIGHT_OF_THE_TURNED, false);

        assertThatThrownBy(() -> edits.derive(source.id(), LOWER_RIGHT_OF_THE_TURNED, false))
                .isInstanceOf(DomainException.Conflict.class);
        assertThat(names(PictureFilter.ALL)).hasSize(2);
    }

    @Test
    void aFrameOutsideOfThePictureIsRefused() {
        assertThatThrownBy(() -> edits.derive(source.id(), new PictureEdit(1, 900, 0, 300, 300), false))
                .isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> edits.derive(source.id(), new PictureEdit(0, 0, 0, 1_200, 1_100), false))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("nothing is turned");
    }

    @Test
    void withdrawingAPhotoReachesItsCropsAndTheirSnapshots() {
        PictureSummary made = edits.derive(source.id(), LOWER_RIGHT_OF_THE_TURNED, true);
        SnapshotId frozen = datasets.freeze(ava, true).id();

        List<LedgerLine> lines = ledger.lines(ava, List.of(made.id()));
        assertThat(lines).singleElement().returns("wide.png", LedgerLine::fileName);
        ledger.withdraw(lines.stream().map(LedgerLine::revision).toList(), "Taken back.");

        assertThat(only("wide-crop.png").exclusion()).isEqualTo(Exclusion.WITHDRAWN);
        assertThat(ledger.withdrawnIn(frozen)).hasSize(1);
        assertThatThrownBy(() -> edits.derive(made.id(), new PictureEdit(0, 0, 0, 100, 100), false))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("withdrawn");
    }

    @Test
    void manyAreDecidedAtOnceAndWhatIsWithdrawnStaysOut() {
        TestDatasets.take(intake, ava, "2.jpg", TestDatasets.photo(2));
        List<PictureId> both = List.of(source.id(), only("2.jpg").id());
        ledger.withdraw(
                ledger.lines(ava, List.of(source.id())).stream()
                        .map(LedgerLine::revision)
                        .toList(),
                "Taken back.");

        assertThat(choices.exclude(both)).containsExactly(only("2.jpg").id());
        assertThat(choices.include(both)).containsExactly(only("2.jpg").id());
        assertThat(names(PictureFilter.INCLUDED)).containsExactly("2.jpg");
    }

    private List<String> names(PictureFilter filter) {
        return datasets.pictures(ava, filter, 0, 50).pictures().stream()
                .map(PictureSummary::fileName)
                .toList();
    }

    private PictureSummary only(String name) {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 50).pictures().stream()
                .filter(picture -> picture.fileName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
