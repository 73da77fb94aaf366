package io.understudy.datasets.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.ManyUploads;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.identity.People;
import io.understudy.platform.core.RunAs;
import io.understudy.storage.BlobStore;
import io.understudy.storage.s3.PlainCopy;
import io.understudy.support.StudioTest;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutorService;

/**
 * How fast photos become visible and measured, next to a plain copy of the same files into the same store. The photos
 * are those of the npm package that the networks were made from, enlarged to 6 megapixels, where
 * src/vision-networks/run.sh fetched it; else drawn ones.
 */
@StudioTest
@Tag("bench")
class MeasureBenchmark {
    private static final Path PHOTOS = Path.of("src/vision-networks/node_modules/@vladmandic/face-api/demo");
    private static final int PICTURES = 60;
    private static final int LONGER_SIDE = 3_000;

    @Autowired
    private PictureIntake intake;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private MeasuringWorker worker;

    @Autowired
    private MeasureQueue queue;

    @Autowired
    private PictureMeterProvider meters;

    @Autowired
    private BlobStore blobs;

    @Autowired
    private AutowireCapableBeanFactory beans;

    private PlainCopy store;

    @Autowired
    private CharacterService characters;

    @Autowired
    private People people;

    @Test
    void photosBecomeVisibleAndMeasured() throws Exception {
        store = beans.createBean(PlainCopy.class);
        people.signIn(people.member("Mara"));
        CharacterId ava = TestDatasets.ava(characters);
        List<byte[]> files = files();
        long bytes = files.stream().mapToLong(file -> file.length).sum();
        boolean faces = RunAs.call(() -> meters.meter().readsFaces());
        System.out.printf(
                "%d photos, %.1f MB each on average, faces %s, %d processors%n",
                files.size(),
                bytes / 1e6 / files.size(),
                faces ? "measured" : "not measured",
                Runtime.getRuntime().availableProcessors());

        // Once before, so that neither side pays for loading classes.
        upload(ava, "warm.jpg", ManyUploads.numbered(files.getFirst(), -1));
        store.put(files.getFirst());

        forgetPeaks();
        double copying = seconds(files, (name, file) -> store.put(file));
        report("plain S3 copy, 3 at a time", files.size(), copying);
        double uploading = seconds(files, (name, file) -> upload(ava, name, file));
        report("upload to visible, 3 at a time", files.size(), uploading);
        System.out.printf(Locale.ROOT, "largest heap while uploading: %d MB%n", peak() >> 20);

        forgetPeaks();
        long start = System.nanoTime();
        long worked = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int measured = measureAll();
        report("measure chain, one thread", measured, (System.nanoTime() - start) / 1e9);
        // Networks and measures run on the calling thread: this is the same on a machine that others use as well.
        System.out.printf(
                Locale.ROOT,
                "processor time of it: %.0f ms each%n",
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - worked) / 1e6 / measured);
        System.out.printf(
                Locale.ROOT,
                "largest heap while measuring: %d MB; largest resident set of the process: %s%n",
                peak() >> 20,
                residentPeak());

        assertThat(datasets.pictureCount(ava)).isEqualTo(files.size() + 1);
        assertThat(measured).isEqualTo(files.size() + 1);
    }

    private interface Way {
        void take(String name, byte[] file) throws IOException;
    }

    private static double seconds(List<byte[]> files, Way way) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService browser =
                new DelegatingSecurityContextExecutorService(Executors.newFixedThreadPool(ManyUploads.PARALLEL))) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                String name = i + ".jpg";
                byte[] file = files.get(i);
                sent.add(browser.submit(() -> {
                    way.take(name, file);
                    return null;
                }));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Until the browser has the thumbnail of the tile. */
    private void upload(CharacterId ava, String name, byte[] file) throws IOException {
        TestDatasets.take(intake, ava, name, file);
        PictureSummary picture = datasets.pictures(ava, PictureFilter.ALL, 0, IntakeLimits.PICTURES).pictures().stream()
                .filter(there -> there.fileName().equals(name))
                .findFirst()
                .orElseThrow();
        try (InputStream thumbnail = blobs.open(picture.thumbnail())) {
            thumbnail.readAllBytes();
        }
    }

    private int measureAll() throws Exception {
        return RunAs.call(() -> {
            int waiting = queue.waiting(false).size();
            worker.look();
            return waiting - queue.waiting(false).size();
        });
    }

    private static void report(String what, int pictures, double seconds) {
        System.out.printf(
                Locale.ROOT,
                "%-32s %6.1f s, %5.1f pictures/s, %4.0f ms each%n",
                what,
                seconds,
                pictures / seconds,
                1000 * seconds / pictures);
    }

    private static List<byte[]> files() throws IOException {
        List<byte[]> photos = new ArrayList<>();
        for (int number = 1; number <= 6; number++) {
            Path photo = PHOTOS.resolve("sample" + number + ".jpg");
            photos.add(
                    Files.exists(photo)
                            ? TestPhotos.jpeg(enlarged(ImageIO.read(photo.toFile())), 0.95f)
                            : TestPhotos.noisyJpeg(LONGER_SIDE, 2_000, number));
        }
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            files.add(ManyUploads.numbered(photos.get(i % photos.size()), i));
        }
        return files;
    }

    private static BufferedImage enlarged(BufferedImage photo) {
        double scale = (double) LONGER_SIDE / Math.max(photo.getWidth(), photo.getHeight());
        int width = (int) Math.round(photo.getWidth() * scale);
        int height = (int) Math.round(photo.getHeight() * scale);
        BufferedImage large = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = large.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(photo, 0, 0, width, height, null);
        graphics.dispose();
        return large;
    }

    private static void forgetPeaks() {
        System.gc();
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** Of each pool at its own moment: never less than what was used at once. */
    private static long peak() {
        return heapPools().stream()
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static String residentPeak() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown")
                : "unknown";
    }
}
