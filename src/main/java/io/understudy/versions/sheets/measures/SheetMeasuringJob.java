package io.understudy.versions.sheets.measures;

import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.images.decoding.PictureLimits;
import io.understudy.datasets.images.decoding.UnreadablePicture;
import io.understudy.datasets.quality.PictureMeasuringService;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.datasets.quality.vision.PictureReading;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.checklist.evidence.MeasuredValue;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetChanged;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetReader;
import io.understudy.versions.sheets.SheetRepository;
import io.understudy.versions.sheets.flags.SheetFlag;
import io.understudy.versions.sheets.flags.SheetFlagRepository;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Measures sheets, one after the other: when their pictures are all there, and after each exchange from then on. Readings
 * are kept in memory: the same bytes read the same.
 */
@Component
public class SheetMeasuringJob extends BackgroundQueue<SheetId> {
    private static final Logger log = LoggerFactory.getLogger(SheetMeasuringJob.class);
    /** About 8 kB each. */
    private static final int KEPT_READINGS = 2000;

    private final SheetReader reader;
    private final SheetRepository repository;
    private final SheetMeasureRepository measureRepository;
    private final SheetFlagRepository flags;
    private final DatasetService datasets;
    private final PictureMeasuringService meter;
    private final BlobStore blobs;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Map<BlobHash, SheetReading> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BlobHash, SheetReading> eldest) {
            return size() > KEPT_READINGS;
        }
    });

    SheetMeasuringJob(
            SheetReader reader,
            SheetRepository repository,
            SheetMeasureRepository measureRepository,
            SheetFlagRepository flags,
            DatasetService datasets,
            PictureMeasuringService meter,
            BlobStore blobs,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            JobClaimRepository claims,
            @Value("${db-scheduler.enabled:true}") boolean enabled) {
        super("sheet-measures", claims, enabled);
        this.reader = reader;
        this.repository = repository;
        this.measureRepository = measureRepository;
        this.flags = flags;
        this.datasets = datasets;
        this.meter = meter;
        this.blobs = blobs;
        this.events = events;
        this.transaction = transaction;
    }

    @TransactionalEventListener
    void changed(SheetChanged change) {
        add(change.sheet());
    }

    @Override
    protected List<SheetId> waiting() {
        return measureRepository.waiting();
    }

    @Override
    protected String subject(SheetId sheet) {
        return sheet.value().toString();
    }

    @Override
    protected void perform(SheetId id) {
        if (measureRepository.isWaiting(id)) {
            reader.find(id).ifPresent(this::measure);
        }
    }

    @Override
    protected void giveUp(SheetId id) {
        reader.find(id).ifPresent(sheet -> {
            MeasuredValue not = MeasuredValue.not("measuring test sheet %d was started %d times and never finished"
                    .formatted(sheet.head().number(), MOST_ATTEMPTS));
            Map<MeasureKind, MeasuredValue> facts = new HashMap<>();
            SheetMeasureSource.OF_PICTURES.forEach(kind -> facts.put(kind, not));
            keep(sheet, facts);
        });
    }

    SheetMeasures measure(SheetDetails sheet) {
        List<SnapshotEntry> training =
                repository.snapshot(sheet.head().version()).map(this::entries).orElse(List.of());
        SheetMeasures measures = measure(sheet.cells(), training, sheet.head().triggerWord(), flagged(sheet));
        keep(sheet, SheetFacts.of(measures, sheet.head().number()));
        return measures;
    }

    private Set<Integer> flagged(SheetDetails sheet) {
        return flags.ofSheet(sheet.head().id()).stream()
                .filter(SheetFlag::counts)
                .map(SheetFlag::position)
                .collect(Collectors.toSet());
    }

    private List<SnapshotEntry> entries(SnapshotId snapshot) {
        return RunAs.get(() -> datasets.entries(snapshot));
    }

    /**
     * Kept so that a checklist can rest on it; what was measured on fewer pictures meanwhile is not put in its place.
     */
    private void keep(SheetDetails sheet, Map<MeasureKind, MeasuredValue> facts) {
        RunAs.run(() -> transaction.executeWithoutResult(status -> {
            boolean asMeasured = reader.find(sheet.head().id())
                    .filter(now -> now.cells().equals(sheet.cells()))
                    .isPresent();
            if (asMeasured && measureRepository.keep(sheet, facts)) {
                events.publishEvent(new EvidenceChanged(sheet.head().version()));
            }
        }));
    }

    /**
     * @param trigger that a prompt has to contain to mean the character
     * @param flagged positions at which artifacts were flagged
     */
    SheetMeasures measure(
            List<SheetCell> cells, List<SnapshotEntry> training, TriggerWord trigger, Set<Integer> flagged) {
        Map<BlobHash, SheetReading> readings = new HashMap<>();
        Stream.concat(
                        cells.stream().flatMap(cell -> Optional.ofNullable(cell.picture()).stream()),
                        training.stream().map(SnapshotEntry::thumbnail))
                .distinct()
                .forEach(picture -> reading(picture).ifPresent(reading -> readings.put(picture, reading)));
        return new SheetMeter(cells, readings, training, trigger, flagged).measure();
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

    private SheetReading read(BlobHash picture) throws IOException, UnreadablePicture {
        try (InputStream in = blobs.open(picture)) {
            byte[] bytes = in.readAllBytes();
            PictureLimits.ofGenerated().require(bytes);
            PictureReading reading = meter.of(picture);
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
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
}
