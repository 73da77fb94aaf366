package io.understudy.datasets.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.identity.People;
import io.understudy.storage.ObjectContent;
import io.understudy.storage.ObjectStore;
import io.understudy.support.StudioTest;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutorService;

/** The drop of the acceptance: 500 photos of 3 MB at once, against a plain copy of as many bytes to the same store. */
@StudioTest
@Tag("bench")
class UploadBenchmark {
    /** A smaller drop says nearly as much: {@code -Dunderstudy.bench.photos=60}. */
    private static final int PHOTOS = Integer.getInteger("understudy.bench.photos", 500);

    private static final int FEW = 12;
    private static final double WANTED = 0.7;

    @Autowired
    private PictureIntake intake;

    @Autowired
    private ArrivalService arrivals;

    @Autowired
    private ArrivalQueue queue;

    @Autowired
    private ObjectStore objects;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private CharacterService characters;

    @Autowired
    private People people;

    @Test
    void aDropIsTakenNearlyAsFastAsItsBytesAreCopied() throws Exception {
        people.signIn(people.member("Mara"));
        CharacterId ava = TestDatasets.ava(characters);
        byte[] photo = TestPhotos.noisyJpeg(3_400, 2_600, 1);
        IntConsumer copy = number -> objects.putIfAbsent(
                "bench/" + number, new ObjectContent.OfBytes(ManyUploads.numbered(photo, number)), "image/jpeg");
        IntConsumer take = number -> arrivals.take(
                ava,
                number + ".jpg",
                new ByteArrayInputStream(ManyUploads.numbered(photo, number)),
                PictureIntake.Progress.NOBODY);
        IntConsumer decode =
                number -> TestDatasets.take(intake, ava, number + ".jpg", ManyUploads.numbered(photo, number));
        seconds(1_000_000, FEW, copy);
        seconds(1_000_000, FEW, take);
        queue.settled().join();
        double copied = seconds(2_000_000, PHOTOS, copy);
        long start = System.nanoTime();
        double taken = seconds(3_000_000, PHOTOS, take);
        queue.settled().join();
        double there = (System.nanoTime() - start) / 1e9;
        double before = seconds(4_000_000, FEW, decode) / FEW;
        System.out.printf(
                "%d photos of %.1f MB, ms each: copied %.0f, taken %.0f (%.2f of the plain copy), in the dataset %.0f;"
                        + " decoded while one waits %.0f%n",
                PHOTOS,
                photo.length / 1e6,
                1000 * copied / PHOTOS,
                1000 * taken / PHOTOS,
                copied / taken,
                1000 * there / PHOTOS,
                1000 * before);
        assertThat(datasets.pictureCount(ava)).isEqualTo(PHOTOS + 2 * FEW);
        assertThat(copied / taken).isGreaterThan(WANTED);
    }

    @Test
    void aLargeDropNeedsLittleMemory() throws Exception {
        people.signIn(people.member("Mara"));
        CharacterId ava = TestDatasets.ava(characters);
        long growth = new ManyUploads(intake, ava).growthWhileUploading(PHOTOS, 25);
        System.out.printf("%d photos of 3 MB: largest growth of the live heap %d MB%n", PHOTOS, growth >> 20);
        assertThat(growth).isLessThan(ManyUploads.MOST_GROWTH);
        assertThat(datasets.pictureCount(ava)).isEqualTo(PHOTOS);
    }

    private static double seconds(int from, int photos, IntConsumer work) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService browser =
                new DelegatingSecurityContextExecutorService(Executors.newFixedThreadPool(ManyUploads.PARALLEL))) {
            List<Future<?>> uploads = new ArrayList<>();
            for (int i = 0; i < photos; i++) {
                int number = from + i;
                uploads.add(browser.submit(() -> work.accept(number)));
            }
            for (Future<?> upload : uploads) {
                upload.get();
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
