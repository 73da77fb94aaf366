package io.understudy.versions.sheets.measures;

import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.quality.PictureMeasuringService;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.datasets.quality.vision.PictureReading;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.SamplePicture;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetReader;
import io.understudy.versions.sheets.SheetRepository;
import io.understudy.versions.sheets.SheetService;
import jakarta.annotation.PreDestroy;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
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
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Measures sheets in the background, one after the other. Readings are kept in memory: the same bytes read the same.
 */
@Service
@MembersOnly
public class SheetMeasureService {
    private static final Logger log = LoggerFactory.getLogger(SheetMeasureService.class);
    /** About 8 kB each. */
    private static final int KEPT_READINGS = 2000;

    private final SheetReader reader;
    private final SheetRepository repository;
    private final SheetMeasureRepository measureRepository;
    private final DatasetService datasets;
    private final PictureMeasuringService meter;
    private final BlobStore blobs;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final ExecutorService thread = BackgroundThreads.single("sheet-measures");
    private final Map<BlobHash, SheetReading> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BlobHash, SheetReading> eldest) {
            return size() > KEPT_READINGS;
        }
    });

    SheetMeasureService(
            SheetReader reader,
            SheetRepository repository,
            SheetMeasureRepository measureRepository,
            DatasetService datasets,
            PictureMeasuringService meter,
            BlobStore blobs,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        this.reader = reader;
        this.repository = repository;
        this.measureRepository = measureRepository;
        this.datasets = datasets;
        this.meter = meter;
        this.blobs = blobs;
        this.events = events;
        this.transaction = transaction;
    }

    /** Measures what is in a sheet now; completes on a thread of its own. */
    public CompletableFuture<SheetMeasures> measure(SheetId id) {
        SheetDetails sheet = reader.find(id).orElseThrow(SheetService::noSuchCell);
        return measured(sheet);
    }

    /** As {@link #measure(SheetId)}, with nobody who waits for it. */
    @MembersAndSystem
    void measureInBackground(SheetDetails sheet) {
        measured(sheet).exceptionally(problem -> {
            log.warn("Test sheet {} is not measured: open it to try again", sheet.id(), problem);
            return null;
        });
    }

    /** Completes when everything that was asked for so far is measured and kept. */
    public CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, thread);
    }

    private CompletableFuture<SheetMeasures> measured(SheetDetails sheet) {
        Optional<SnapshotId> snapshot = repository.snapshot(sheet.version());
        return CompletableFuture.supplyAsync(
                () -> {
                    List<SnapshotEntry> training = snapshot.map(this::entries).orElse(List.of());
                    SheetMeasures measures = measure(sheet.cells(), training);
                    keep(sheet, measures);
                    return measures;
                },
                thread);
    }

    private List<SnapshotEntry> entries(SnapshotId snapshot) {
        try {
            return RunAs.call(() -> datasets.entries(snapshot));
        } catch (RuntimeException problem) {
            throw problem;
        } catch (Exception problem) {
            throw new IllegalStateException("The training pictures cannot be read", problem);
        }
    }

    /**
     * Kept so that a checklist can rest on it; what was measured on fewer pictures meanwhile is not put in its place.
     */
    private void keep(SheetDetails sheet, SheetMeasures measures) {
        RunAs.run(() -> transaction.executeWithoutResult(status -> {
            boolean asMeasured = reader.find(sheet.id())
                    .filter(now -> now.cells().equals(sheet.cells()))
                    .isPresent();
            if (asMeasured && measureRepository.keep(sheet.id(), SheetFacts.of(measures, sheet.number()))) {
                events.publishEvent(new EvidenceChanged(sheet.version()));
            }
        }));
    }

    /**
     * Measures the samples of a run as if they were a sheet of one column: the last ones that it generated, next to
     * those from before its first step. Completes on a thread of its own.
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
            SheetReading read = RunAs.call(() -> read(picture));
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
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(in.readAllBytes()));
            if (image == null) {
                throw new UncheckedIOException(new IOException("No decoder reads the picture " + picture));
            }
            Face face = reading.faces().isEmpty() ? null : reading.faces().getFirst();
            return new SheetReading(
                    ImageFeatures.of(image),
                    reading.hash(),
                    reading.embedding(),
                    face == null ? null : face.box(),
                    reading.shot(),
                    reading.faces().size(),
                    face == null ? null : face.angle(),
                    reading.light());
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
