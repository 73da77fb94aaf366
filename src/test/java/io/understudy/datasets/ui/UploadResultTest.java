package io.understudy.datasets.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.intake.IntakeReport;
import io.understudy.datasets.intake.RejectedFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadResultTest {
    @Test
    void picturesOfAZipThatAreHereAlreadyAreNamed() {
        UploadResult result = UploadResult.of(
                "set.zip",
                new IntakeReport(
                        List.of("3.jpg"),
                        0,
                        List.of(
                                new RejectedFile("1.jpg", "it is in the dataset already, as a.jpg"),
                                new RejectedFile("2.jpg", "it is in the dataset already, as b.jpg")),
                        List.of(),
                        List.of(),
                        null));

        assertThat(result.notes())
                .containsExactly(
                        "set.zip: 1 picture added, 2 already here, 0 refused.", "set.zip, already here: 1.jpg, 2.jpg.");
    }

    @Test
    void theOneEntryOfAZipThatIsRefusedIsNamed() {
        assertThat(refused("set.zip", "IMG_1.heic")).isEqualTo("IMG_1.heic: it is no picture");
        assertThat(refused("set.zip", "set.zip")).isEqualTo("it is no picture");
        assertThat(refused("img/IMG_1.heic", "IMG_1.heic")).isEqualTo("it is no picture");
    }

    @Test
    void aPhotoOfAFolderSaysHowOftenAnEpochShowsIt() {
        assertThat(added("img/10_ohwx woman/1.jpg").notes())
                .containsExactly("Photos of the folder “10_ohwx woman” without a caption took its words, as kohya does,"
                        + " and an epoch shows each of them 10 times.");
        assertThat(added("2023_Italy/1.jpg").notes())
                .singleElement()
                .asString()
                .startsWith("The folder “2023_Italy” gives no repeats and no caption");
        assertThat(added("10_ohwx woman/set.zip").notes()).isEmpty();
    }

    private static UploadResult added(String sent) {
        return UploadResult.of(sent, new IntakeReport(List.of("1.jpg"), 0, List.of(), List.of(), List.of(), null));
    }

    private static String refused(String sent, String file) {
        return UploadResult.of(
                        sent,
                        new IntakeReport(
                                List.of(),
                                0,
                                List.of(),
                                List.of(new RejectedFile(file, "it is no picture")),
                                List.of(),
                                null))
                .reason();
    }
}
