package io.understudy.training.backends.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.training.backends.api.RecordedReports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplePictureTest {
    private final RecordedReports heard = new RecordedReports();

    @TempDir
    Path folder;

    @Test
    @Tag("attack")
    void aSampleWhosePixelsWouldFillTheHeapIsLeftOutAndNamed() throws Exception {
        assertThat(report(TestPhotos.pngBomb(40_000, 40_000)))
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("The sample 2 of step 5 is left out: it declares 40000 x 40000 pixels")
                        .doesNotContain("save it"));

        assertThat(heard.samples()).isEmpty();
    }

    @Test
    @Tag("attack")
    void aSampleWhosePixelsAreDamagedIsLeftOutAndDoesNotEndTheRun() throws Exception {
        assertThat(report(TestPhotos.pngBomb(40, 30)))
                .contains("The sample 2 of step 5 is left out: it cannot be decoded");
        assertThat(heard.samples()).isEmpty();
    }

    @Test
    void aPngIsReportedAsItIsAndAJpegAsPng() throws Exception {
        byte[] png = TestPhotos.png(40, 30, 1);
        assertThat(report(png)).isEmpty();
        assertThat(report(TestPhotos.jpeg(40, 30, 1))).isEmpty();

        assertThat(heard.samples()).hasSize(2);
        assertThat(heard.samples().getFirst().png()).isEqualTo(png);
        assertThat(heard.samples().getLast().png()).startsWith((byte) 0x89, 'P', 'N', 'G');
    }

    private Optional<String> report(byte[] picture) throws Exception {
        return SamplePicture.report(heard, 5, 1, Files.write(folder.resolve("sample"), picture));
    }
}
