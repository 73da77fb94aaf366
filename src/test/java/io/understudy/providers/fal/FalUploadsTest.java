package io.understudy.providers.fal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FalUploadsTest {
    private static final FakeFal FAL = new FakeFal();
    private static final FalClient CLIENT =
            new FalClient(FAL.properties(), () -> FakeFal.KEY, time -> Thread.yield(), path -> Optional.empty());

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        FAL.close();
    }

    @BeforeEach
    void fresh() {
        FAL.forget();
    }

    @Test
    void aSmallFileGoesInOnePiece() throws Exception {
        Path file = file(200_000);

        URI address = CLIENT.upload(file, "dataset.zip", "application/zip");

        assertThat(FAL.file(address)).isEqualTo(Files.readAllBytes(file));
        assertThat(FAL.partsOf(address)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_048_577, 1_228_800, 1_500_001})
    void aLargeFileGoesInPartsAndArrivesByteForByte(int size) throws Exception {
        Path file = file(size);

        URI address = CLIENT.upload(file, "dataset.zip", "application/zip");

        assertThat(FAL.file(address)).isEqualTo(Files.readAllBytes(file));
        assertThat(FAL.partsOf(address)).isEqualTo((size + 409_599) / 409_600);
        assertThat(FAL.keysSentElsewhere()).isEmpty();
    }

    @Test
    void onlyThePartThatWasCutOffIsSentAgain() throws Exception {
        Path file = file(1_300_000);
        FAL.cutOffOnce("part");

        URI address = CLIENT.upload(file, "dataset.zip", "application/zip");

        assertThat(FAL.file(address)).isEqualTo(Files.readAllBytes(file));
    }

    private Path file(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(folder.resolve("dataset.zip"), bytes);
    }
}
