package io.understudy.versions.sheets;

import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureReadings;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.vision.FaceBox;
import io.understudy.datasets.vision.PictureReading;
import io.understudy.people.MembersOnly;
import io.understudy.people.SystemActs;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.SamplePicture;
import io.understudy.versions.VersionService;
import jakarta.annotation.PreDestroy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Measures sheets in the background, one after the other. Readings are kept in memory: the same bytes read the same. */
@Service
@MembersOnly
public class SheetMeasureService {
    private static final Logger log = LoggerFactory.getLogger(SheetMeasureService.class);
    /** About 8 kB each. */
    private static final int KEPT_READINGS = 2000;

    private final SheetService sheets;
    private final VersionService versions;
    private final DatasetService datasets;
    private final PictureReadings meter;
    private final BlobStore blobs;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("sheet-measures").daemon().factory());
    private final Map<BlobHash, SheetReading> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BlobHash, SheetReading> eldest) {
            return size() > KEPT_READINGS;
        }
    });

    SheetMeasureService(
            SheetService sheets,
            VersionService versions,
            DatasetService datasets,
            PictureReadings meter,
            BlobStore blobs) {
        this.sheets = sheets;
        this.versions = versions;
        this.datasets = datasets;
        this.meter = meter;
        this.blobs = blobs;
    }

    /** Measures what is in a sheet now; completes on a thread of its own. */
    public CompletableFuture<SheetMeasures> measure(SheetId id) {
        SheetDetails sheet = sheets.details(id);
        List<SnapshotEntry> training = versions.details(sheet.version())
                .trained()
                .map(run -> datasets.entries(run.snapshot()))
                .orElse(List.of());
        return CompletableFuture.supplyAsync(() -> measure(sheet.cells(), training), thread);
    }

    /**
     * Measures the samples of a run as if they were a sheet of one column: the last ones that it drew, beside those from
     * before its first step. Completes on a thread of its own.
     */
    public CompletableFuture<SheetMeasures> measureSamples(List<SamplePicture> samples, SnapshotId trainedOn) {
        List<SnapshotEntry> training = datasets.entries(trainedOn);
        return CompletableFuture.supplyAsync(() -> measure(SampleCells.of(samples), training), thread);
    }

    private SheetMeasures measure(List<SheetCell> cells, List<SnapshotEntry> training) {
        Map<BlobHash, SheetReading> readings = new HashMap<>();
        Stream.concat(
                        cells.stream().flatMap(cell -> Optional.ofNullable(cell.picture()).stream()),
                        training.stream().map(SnapshotEntry::thumbnail))
                .distinct()
                .forEach(picture -> reading(picture).ifPresent(reading -> readings.put(picture, reading)));
        return new SheetMeter(cells, readings, training).measure();
    }

    private Optional<SheetReading> reading(BlobHash picture) {
        SheetReading known = kept.get(picture);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            SheetReading read = SystemActs.call(() -> read(picture));
            kept.put(picture, read);
            return Optional.of(read);
        } catch (Exception unreadable) {
            log.warn("The picture {} is left out of the measures", picture, unreadable);
            return Optional.empty();
        }
    }

    private SheetReading read(BlobHash picture) throws IOException {
        PictureReading reading = meter.of(picture);
        try (InputStream in = blobs.open(picture)) {
            BufferedImage image = ImageIO.read(in);
            if (image == null) {
                throw new UncheckedIOException(new IOException("No decoder reads the picture " + picture));
            }
            return new SheetReading(Look.of(image), reading.hash(), reading.embedding(), box(reading));
        }
    }

    private static @Nullable FaceBox box(PictureReading reading) {
        return reading.faces().isEmpty() ? null : reading.faces().getFirst().box();
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
