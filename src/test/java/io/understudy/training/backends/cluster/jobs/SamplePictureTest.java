package io.understudy.training.backends.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.training.backends.api.RecordedReports;
import java.nio.file.Files;
import java.nio.file.Path;
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
        report(TestPhotos.pngBomb(40_000, 40_000));

        assertThat(heard.samples()).isEmpty();
        assertThat(heard.lines())
                .singleElement()
                .asString()
                .startsWith("The sample 2 of step 5 is left out: it declares 40000 x 40000 pixels");
    }

    @Test
    void aPngIsReportedAsItIsAndAJpegAsPng() throws Exception {
        byte[] png = TestPhotos.png(40, 30, 1);
        report(png);
        report(TestPhotos.jpeg(40, 30, 1));

        assertThat(heard.samples()).hasSize(2);
        assertThat(heard.samples().getFirst().png()).isEqualTo(png);
        assertThat(heard.samples().getLast().png()).startsWith((byte) 0x89, 'P', 'N', 'G');
    }

    private void report(byte[] picture) throws Exception {
        SamplePicture.report(heard, 5, 1, Files.write(folder.resolve("sample"), picture));
    }
}
