package io.understudy.training.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.GuideCount;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetChecksTest {
    @Test
    void picturesThatCannotBeDecodedAreNamedAndLeftOut() {
        JobPicture good = picture("good.jpg", "ohwx woman, smiling", 64, 48, TestPhotos.jpeg(64, 48, 1));
        JobPicture cut = picture("cut.jpg", "ohwx woman", 64, 48, new byte[] {1, 2, 3});
        JobPicture other = picture("other.jpg", "ohwx woman", 64, 64, TestPhotos.jpeg(64, 48, 1));
        JobPicture lost = new JobPicture("lost.jpg", "ohwx woman", 64, 48, () -> {
            throw new IOException("gone");
        });

        DatasetChecks.Decoded decoded = DatasetChecks.decode(List.of(good, cut, other, lost), new GuideCount(4, 0, 0));

        assertThat(decoded.line().passed()).isFalse();
        assertThat(decoded.line().words())
                .isEqualTo("1 of 4 pictures; these cannot be decoded: cut.jpg, other.jpg, lost.jpg");
        assertThat(decoded.readable()).containsExactly(good);
    }

    @Test
    void aCaptionThatIsOnlyTheTriggerWordIsNone() {
        List<JobPicture> pictures = List.of(
                captioned("1.jpg", "ohwx woman, smiling"), captioned("2.jpg", "ohwx woman"), captioned("3.jpg", " "));

        RehearsalFinding line = DatasetChecks.captions(pictures, new TriggerWord("ohwx woman"));

        assertThat(line.passed()).isFalse();
        assertThat(line.words())
                .isEqualTo("1 of 3 say more than the trigger word; these have no words of their own: 2.jpg, 3.jpg");
    }

    @Test
    void captionsWithoutTheTriggerWordAreCountedAndTheFirstNamed() {
        List<JobPicture> pictures = IntStream.rangeClosed(1, 6)
                .mapToObj(number -> captioned(number + ".jpg", number == 1 ? "ohwx woman, smiling" : "a woman"))
                .toList();

        RehearsalFinding line = DatasetChecks.trigger(pictures, new TriggerWord("ohwx woman"));

        assertThat(line.words())
                .isEqualTo("“ohwx woman” in 1 of 6; these do not have it: 2.jpg, 3.jpg, 4.jpg and 2 more");
    }

    @Test
    void picturesOfOneShapeShareABucketOfTheChosenArea() {
        List<JobPicture> pictures =
                List.of(sized("1.jpg", 2000, 2000), sized("2.jpg", 1500, 1490), sized("3.jpg", 1600, 2400));

        RehearsalFinding line = DatasetChecks.buckets(pictures, 1024);

        assertThat(line.passed()).isTrue();
        assertThat(line.words()).isEqualTo("2 buckets at 1024 px: 1024 × 1024 (2), 832 × 1216 (1)");
    }

    @Test
    void theMiniatureHasOneSquareBucket() {
        List<JobPicture> pictures = List.of(sized("1.jpg", 2000, 2000), sized("2.jpg", 1600, 2400));

        RehearsalFinding line = DatasetChecks.buckets(pictures, 128);

        assertThat(line.passed()).isTrue();
        assertThat(line.words()).isEqualTo("1 bucket: all in 128 × 128, 1 of 2 cropped to it");
    }

    @Test
    void picturesThatWouldBeEnlargedOrCutMuchAreNamed() {
        RehearsalFinding line =
                DatasetChecks.buckets(List.of(sized("small.jpg", 800, 800), sized("long.jpg", 8000, 1000)), 1024);

        assertThat(line.passed()).isFalse();
        assertThat(line.words())
                .contains("1 picture is smaller and would be enlarged: small.jpg")
                .contains("1 picture loses more than 25 % at the edges: long.jpg");
    }

    @Test
    void aLossThatFallsPassesWithItsNumbers() {
        LossTrend falling = LossTrend.of(List.of(0.9, 0.8, 0.7, 0.6, 0.5, 0.4));

        assertThat(falling.line())
                .isEqualTo(new RehearsalFinding(RehearsalCheck.LOSS, true, "0.8500 at first, 0.4500 after 6 steps"));
    }

    @Test
    void aLossThatRisesOrIsNoNumberOrHasTooFewStepsDoesNotPass() {
        assertThat(LossTrend.of(List.of(0.4, 0.5, 0.6, 0.7, 0.8, 0.9)).line().passed())
                .isFalse();
        assertThat(LossTrend.of(List.of(0.4, 0.5, 0.6, 0.7, 0.8, Double.NaN))
                        .line()
                        .passed())
                .isFalse();
        assertThat(LossTrend.of(List.of(0.9, 0.1)).line().passed()).isFalse();
        assertThat(LossTrend.of(List.of()).line().passed()).isFalse();
    }

    private static JobPicture captioned(String name, String caption) {
        return picture(name, caption, 64, 48, new byte[0]);
    }

    private static JobPicture sized(String name, int width, int height) {
        return picture(name, "ohwx woman", width, height, new byte[0]);
    }

    private static JobPicture picture(String name, String caption, int width, int height, byte[] bytes) {
        return new JobPicture(name, caption, width, height, () -> new ByteArrayInputStream(bytes));
    }
}
