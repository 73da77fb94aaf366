package io.understudy.providers.fal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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

    @Test
    @Tag("attack")
    void aBusyStoreIsWaitedForAsLongAsItWishes() throws Exception {
        VirtualTime time = new VirtualTime();
        for (int attempt = 0; attempt < 20; attempt++) {
            FAL.answerOnce("initiate", FakeAnswer.of(429, ""));
            FAL.answerOnce("upload", new FakeAnswer(429, "", Map.of("Retry-After", "120")));
        }
        Path file = file(2_000);

        URI address = patient(time).upload(file, "dataset.zip", "application/zip");

        assertThat(FAL.file(address)).isEqualTo(Files.readAllBytes(file));
        assertThat(time.waited()).isBetween(Duration.ofMinutes(40), Duration.ofHours(1));
    }

    @Test
    @Tag("attack")
    void aStoreThatIsBusyForTooLongIsGivenUp() throws Exception {
        VirtualTime time = new VirtualTime();
        FAL.answerAlways("initiate", new FakeAnswer(429, "", Map.of("Retry-After", "999999999")));
        Path file = file(2_000);

        assertThatThrownBy(() -> patient(time).upload(file, "dataset.zip", "application/zip"))
                .isInstanceOf(FalProblem.Refused.class);
        assertThat(time.waited()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
    }

    @Test
    @Tag("attack")
    void anAnswerThatNeverEndsIsGivenUp() {
        FAL.stallOnce("token");
        FalProperties usual = FAL.properties();
        FalClient hurried = new FalClient(
                new FalProperties(
                        usual.queueUrl(),
                        usual.restUrl(),
                        usual.pollEvery(),
                        Duration.ofMillis(200),
                        usual.giveUpAfter(),
                        usual.partsAbove(),
                        usual.partSize()),
                () -> FakeFal.KEY,
                time -> {},
                path -> Optional.empty());

        assertThatThrownBy(hurried::checkKey).isInstanceOf(FalProblem.AnswerLost.class);
    }

    private static FalClient patient(VirtualTime time) {
        return new FalClient(VirtualTime.patient(FAL), () -> FakeFal.KEY, time::pause, path -> Optional.empty());
    }

    private Path file(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(folder.resolve("dataset.zip"), bytes);
    }
}
