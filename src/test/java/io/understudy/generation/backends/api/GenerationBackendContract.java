package io.understudy.generation.backends.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.generation.backends.api.GenerationTask.TaskLora;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.backends.api.RecordedPictures.Ending;
import io.understudy.lora.Strength;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.storage.BlobHash;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What the product relies on in every generation backend. Each backend subclasses this. */
public abstract class GenerationBackendContract {
    protected abstract GenerationBackend backend();

    /** A file that the backend can generate with. */
    protected abstract byte[] lora();

    /** The settings with which the backend is quickest. */
    protected abstract PictureSettings settings();

    private TaskLora lora(String name, byte[] bytes) {
        return new TaskLora(name, BlobHash.of(bytes).hex(), bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    private static TaskPicture picture(int position, long seed, double strength) {
        return new TaskPicture(position, "ohwx woman, close-up", seed, List.of(Strength.of(strength)), null);
    }

    private GenerationTask task(String key, TaskPicture... pictures) {
        return new GenerationTask(
                key, "contract task", settings(), List.of(lora("ava.safetensors", lora())), List.of(pictures));
    }

    private RecordedPictures draw(GenerationTask task) throws Exception {
        RecordedPictures heard = new RecordedPictures();
        backend().submit(task, heard);
        assertThat(heard.ending()).isEqualTo(Ending.FINISHED);
        return heard;
    }

    @Test
    void everyPictureIsReportedOnceUnderItsPosition() throws Exception {
        RecordedPictures heard = draw(task("each-once", picture(4, 1, 0.9), picture(7, 2, 0), picture(2, 3, 0.5)));

        assertThat(heard.pictures()).containsOnlyKeys(2, 4, 7);
        assertThat(heard.drawnTwice()).isEmpty();
        assertThat(heard.afterTheEnd()).isEmpty();
        for (RecordedPictures.Drawn drawn : heard.pictures().values()) {
            var image = ImageIO.read(new ByteArrayInputStream(drawn.encoded()));
            assertThat(image.getWidth()).isEqualTo(settings().width());
            assertThat(image.getHeight()).isEqualTo(settings().height());
            assertThat(drawn.mediaType()).isIn("image/png", "image/jpeg", "image/webp");
            assertThat(drawn.seconds()).isPositive();
        }
    }

    @Test
    void theSameSeedAndStrengthGiveTheSamePicture() throws Exception {
        RecordedPictures heard = draw(task("same-seed", picture(0, 5, 0.9), picture(1, 6, 0.9)));
        RecordedPictures again = draw(task("same-seed-again", picture(0, 5, 0.9)));

        assertThat(again.pictures().get(0).encoded())
                .isEqualTo(heard.pictures().get(0).encoded())
                .isNotEqualTo(heard.pictures().get(1).encoded());
    }

    @Test
    void theStrengthChangesThePictureAndZeroLeavesTheLoraOut() throws Exception {
        RecordedPictures heard = draw(task("strengths", picture(0, 5, 0), picture(1, 5, 1)));
        RecordedPictures without = draw(new GenerationTask(
                "no-lora",
                "contract task",
                settings(),
                List.of(),
                List.of(new TaskPicture(0, "ohwx woman, close-up", 5, List.of(), null))));

        assertThat(heard.pictures().get(1).encoded())
                .isNotEqualTo(heard.pictures().get(0).encoded());
        assertThat(without.pictures().get(0).encoded())
                .isEqualTo(heard.pictures().get(0).encoded());
    }

    @Test
    void aCancelledTaskStopsSoonAndSaysSo() throws Exception {
        List<TaskPicture> many = new ArrayList<>();
        for (int position = 0; position < 500; position++) {
            many.add(picture(position, position, 0.9));
        }
        RecordedPictures heard =
                new RecordedPictures().onPicture(position -> backend().cancel("to-cancel"));

        backend().submit(task("to-cancel", many.toArray(TaskPicture[]::new)), heard);

        assertThat(heard.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(heard.pictures()).hasSizeLessThan(50);
        assertThat(heard.afterTheEnd()).isEmpty();
    }

    @Test
    void cancellingAnUnknownTaskDoesNothing() {
        backend().cancel("no-such-task");
    }

    @Test
    void aTaskThatNobodyWantsStopsWithoutAWord() throws Exception {
        CompletableFuture<Integer> refusedAt = new CompletableFuture<>();
        RecordedPictures unwanted = new RecordedPictures().onPicture(position -> {
            refusedAt.complete(position);
            throw new JobWithdrawn("another worker has it");
        });
        backend().submit(task("unwanted", picture(0, 1, 0.9), picture(1, 2, 0.5), picture(2, 3, 0.7)), unwanted);
        refusedAt.get(1, TimeUnit.MINUTES);

        draw(task("next", picture(0, 1, 0.9)));

        assertThat(unwanted.pictures()).hasSize(1);
        assertThat(unwanted.afterTheEnd()).isEmpty();
    }

    @Test
    void aFileThatIsNoLoraFailsTheTaskByName() throws Exception {
        RecordedPictures heard = new RecordedPictures();

        backend()
                .submit(
                        new GenerationTask(
                                "broken",
                                "contract task",
                                settings(),
                                List.of(lora("broken.safetensors", new byte[] {1, 2, 3})),
                                List.of(picture(0, 1, 0.9))),
                        heard);

        assertThat(heard.ending()).isEqualTo(Ending.FAILED);
        assertThat(heard.problem().words()).contains("broken.safetensors");
        assertThat(heard.problem().advice()).isNotBlank();
    }

    @Test
    void itSaysWhatItIsAndWhatPicturesWillNeed() {
        GenerationCapabilities can = backend().capabilities();

        assertThat(backend().id()).matches("[a-z0-9-]{1,40}");
        assertThat(can.what()).isNotBlank();
        assertThat(can.maxLoras()).isPositive();
        assertThat(backend().estimate(can.proposed(), 20).time()).isPositive();
        assertThat(backend().estimate(can.proposed(), 200).time())
                .isGreaterThan(backend().estimate(can.proposed(), 20).time());
    }
}
