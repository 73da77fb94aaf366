package io.understudy.versions.sheets.measures;

import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.StrengthBand;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetRow;
import io.understudy.versions.sheets.measures.SheetMeasures.AtStrength;
import io.understudy.versions.sheets.measures.SheetMeasures.Faces;
import io.understudy.versions.sheets.measures.SheetMeasures.Followed;
import io.understudy.versions.sheets.measures.SheetMeasures.Nearest;
import io.understudy.versions.sheets.measures.SheetMeasures.Recommended;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calculates the measures of a sheet from the readings of its pictures and of the training pictures. */
final class SheetMeter {
    private static final int NEAREST = 5;
    private static final SheetColumn BASE = new SheetColumn(SheetColumn.Kind.NO_LORA, Strength.NONE);

    private final List<SheetColumn> columns;
    private final List<SheetCell> cells;
    private final Map<BlobHash, SheetReading> readings;
    private final List<SnapshotEntry> training;
    private final TriggerWord trigger;
    private final Set<Integer> flagged;
    private final List<FaceEmbedding> known;

    /**
     * @param readings by picture of the cells and by thumbnail of the training set; missing ones were unreadable
     * @param trigger that a prompt has to contain to mean the character
     * @param flagged positions at which artifacts were flagged
     */
    SheetMeter(
            List<SheetCell> cells,
            Map<BlobHash, SheetReading> readings,
            List<SnapshotEntry> training,
            TriggerWord trigger,
            Set<Integer> flagged) {
        this.cells = cells;
        this.columns = cells.stream().map(SheetCell::column).distinct().toList();
        this.readings = readings;
        this.training = training;
        this.trigger = trigger;
        this.flagged = flagged;
        this.known = training.stream()
                .map(entry -> readings.get(entry.thumbnail()))
                .filter(Objects::nonNull)
                .flatMap(reading -> Optional.ofNullable(reading.face()).stream())
                .toList();
    }

    SheetMeasures measure() {
        List<SheetCell> withoutLora = meant(BASE);
        double baseVariety = variety(withoutLora);
        List<AtStrength> strengths = columns.stream()
                .filter(column -> column.kind() == SheetColumn.Kind.CANDIDATE)
                .map(column -> at(column, baseVariety))
                .toList();
        List<ColumnMeasure> measured = columns.stream()
                .filter(SheetColumn::isTested)
                .map(column -> measured(column, baseVariety))
                .toList();
        List<FaceEmbedding> faces = cells.stream()
                .filter(this::isMeant)
                .filter(cell -> cell.column().kind() == SheetColumn.Kind.CANDIDATE)
                .filter(cell -> StrengthBand.of(cell.column().strength()) == StrengthBand.BALANCED)
                .flatMap(cell -> reading(cell).stream())
                .flatMap(reading -> Optional.ofNullable(reading.face()).stream())
                .toList();
        ColumnChoice choice = choice(measured);
        return new SheetMeasures(
                strengths,
                followed(withoutLora),
                faces.size() < Faces.LEAST ? null : consistency(faces),
                faces.size(),
                training.size(),
                nearest(),
                measured,
                choice,
                recommended(choice, measured),
                boxes());
    }

    private ColumnChoice choice(List<ColumnMeasure> measured) {
        boolean checkpoints = measured.stream().anyMatch(one -> one.column().kind() == SheetColumn.Kind.CHECKPOINT);
        return ColumnChoice.of(
                measured.stream().filter(one -> checkpoints || isUsable(one)).toList(),
                checkpoints
                        ? "checkpoints"
                        : "strengths below " + StrengthBand.OVERPOWERING.from().label(),
                training.size());
    }

    private static boolean isUsable(ColumnMeasure measured) {
        return measured.column().strength().isBelow(StrengthBand.OVERPOWERING.from());
    }

    private static @Nullable Recommended recommended(ColumnChoice choice, List<ColumnMeasure> measured) {
        SheetColumn best = choice.column();
        if (best == null || best.kind() != SheetColumn.Kind.CANDIDATE) {
            return null;
        }
        Strength from = measured.stream()
                .filter(one -> one.meanLikeness().orElse(0) >= 1 - FaceEmbedding.SAME_PERSON)
                .map(one -> one.column().strength())
                .filter(strength -> !strength.isAbove(best.strength()))
                .findFirst()
                .orElse(best.strength());
        return new Recommended(from, best.strength(), choice.alike().getLast().strength(), choice.reason());
    }

    private ColumnMeasure measured(SheetColumn column, double baseVariety) {
        List<SheetCell> all = column(column);
        Map<Boolean, List<SheetCell>> named = all.stream().collect(Collectors.partitioningBy(this::isMeant));
        List<SheetCell> own = named.getOrDefault(true, List.of());
        Map<SheetRow, Double> likeness = new HashMap<>();
        own.forEach(cell -> reading(cell)
                .flatMap(reading -> Optional.ofNullable(reading.face()))
                .flatMap(this::toTraining)
                .ifPresent(distance -> likeness.put(cell.row(), 1 - distance)));
        return new ColumnMeasure(
                column,
                pictures(all),
                likeness,
                leakage(changes(own), changes(named.getOrDefault(false, List.of()))),
                followed(own).values().stream().reduce(Followed::plus).orElse(null),
                share(variety(own), baseVariety),
                (int) all.stream()
                        .filter(cell -> flagged.contains(cell.position()))
                        .count());
    }

    private boolean isMeant(SheetCell cell) {
        return cell.row().prompt().contains(trigger.value());
    }

    private static @Nullable Double leakage(List<Double> meant, List<Double> others) {
        return meant.isEmpty() || others.isEmpty() || median(meant) == 0 ? null : median(others) / median(meant);
    }

    private static @Nullable Double share(double variety, double of) {
        return Double.isNaN(variety) || Double.isNaN(of) || of == 0 ? null : variety / of;
    }

    private int pictures(List<SheetCell> cells) {
        return (int) cells.stream().filter(cell -> reading(cell).isPresent()).count();
    }

    private List<Double> changes(List<SheetCell> cells) {
        return cells.stream().flatMap(cell -> change(cell).stream()).sorted().toList();
    }

    private Map<Integer, FaceBox> boxes() {
        Map<Integer, FaceBox> boxes = new HashMap<>();
        cells.forEach(cell -> reading(cell).map(SheetReading::box).ifPresent(box -> boxes.put(cell.position(), box)));
        return boxes;
    }

    private AtStrength at(SheetColumn column, double baseVariety) {
        List<SheetCell> cells = meant(column);
        List<Double> changes = changes(cells);
        return new AtStrength(
                column.strength(),
                pictures(column(column)),
                changes.isEmpty() ? null : median(changes),
                share(variety(cells), baseVariety),
                followed(cells),
                faceDistance(cells));
    }

    private Map<PromptWish, Followed> followed(List<SheetCell> cells) {
        Map<PromptWish, Followed> followed = new EnumMap<>(PromptWish.class);
        for (SheetCell cell : cells) {
            reading(cell).ifPresent(reading -> {
                for (PromptWish wish : PromptWish.values()) {
                    wish.isFollowed(cell.row().prompt(), reading)
                            .ifPresent(yes -> followed.merge(wish, new Followed(yes ? 1 : 0, 1), Followed::plus));
                }
            });
        }
        return followed;
    }

    private Optional<Double> change(SheetCell cell) {
        return column(BASE).stream()
                .filter(base -> base.row().equals(cell.row()))
                .flatMap(base -> reading(base).stream())
                .findFirst()
                .flatMap(base -> reading(cell).map(own -> own.features().distance(base.features())));
    }

    /** Mean difference between pictures of different prompts with the same seed; NaN without two prompts. */
    private double variety(List<SheetCell> cells) {
        double sum = 0;
        int pairs = 0;
        for (int first = 0; first < cells.size(); first++) {
            for (int second = first + 1; second < cells.size(); second++) {
                if (cells.get(first).row().seed() == cells.get(second).row().seed()) {
                    Optional<SheetReading> one = reading(cells.get(first));
                    Optional<SheetReading> other = reading(cells.get(second));
                    if (one.isPresent() && other.isPresent()) {
                        sum += one.get().features().distance(other.get().features());
                        pairs++;
                    }
                }
            }
        }
        return pairs == 0 ? Double.NaN : sum / pairs;
    }

    /** Median distance to the faces of the training pictures; empty where they have none. */
    private Optional<Double> toTraining(FaceEmbedding face) {
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of(median(known.stream().map(face::distance).sorted().toList()));
    }

    private @Nullable Double faceDistance(List<SheetCell> cells) {
        List<Double> distances = cells.stream()
                .flatMap(cell -> reading(cell).stream())
                .flatMap(reading -> Optional.ofNullable(reading.face()).stream())
                .flatMap(face -> toTraining(face).stream())
                .sorted()
                .toList();
        return distances.isEmpty() ? null : median(distances);
    }

    private static Faces consistency(List<FaceEmbedding> faces) {
        List<Double> distances = new ArrayList<>();
        for (FaceEmbedding face : faces) {
            distances.add(median(faces.stream()
                    .filter(other -> other != face)
                    .map(face::distance)
                    .sorted()
                    .toList()));
        }
        long within = distances.stream()
                .filter(distance -> distance <= FaceEmbedding.SAME_PERSON)
                .count();
        List<Double> sorted = distances.stream().sorted().toList();
        return new Faces(faces.size(), median(sorted), sorted.getLast(), (double) within / faces.size());
    }

    private List<Nearest> nearest() {
        List<Nearest> all = new ArrayList<>();
        for (SheetCell cell : cells) {
            if (cell.column().isTested()) {
                reading(cell).ifPresent(reading -> nearest(cell, reading).ifPresent(all::add));
            }
        }
        return all.stream()
                .sorted(Comparator.comparingInt(Nearest::bits).thenComparingInt(Nearest::position))
                .limit(NEAREST)
                .toList();
    }

    private Optional<Nearest> nearest(SheetCell cell, SheetReading reading) {
        BlobHash picture = Objects.requireNonNull(cell.picture());
        return training.stream()
                .filter(entry -> readings.containsKey(entry.thumbnail()))
                .map(entry -> near(
                        cell.position(),
                        picture,
                        reading,
                        entry,
                        Objects.requireNonNull(readings.get(entry.thumbnail()))))
                .min(Comparator.comparingInt(Nearest::bits));
    }

    private static Nearest near(
            int position, BlobHash picture, SheetReading own, SnapshotEntry entry, SheetReading trained) {
        FaceEmbedding ownFace = own.face();
        FaceEmbedding trainedFace = trained.face();
        return new Nearest(
                position,
                picture,
                entry.fileName(),
                entry.thumbnail(),
                own.hash().distance(trained.hash()),
                ownFace == null || trainedFace == null ? null : ownFace.distance(trainedFace));
    }

    private List<SheetCell> column(SheetColumn wanted) {
        return cells.stream().filter(cell -> cell.column().equals(wanted)).toList();
    }

    private List<SheetCell> meant(SheetColumn wanted) {
        return column(wanted).stream().filter(this::isMeant).toList();
    }

    private Optional<SheetReading> reading(SheetCell cell) {
        BlobHash picture = cell.picture();
        return picture == null ? Optional.empty() : Optional.ofNullable(readings.get(picture));
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
