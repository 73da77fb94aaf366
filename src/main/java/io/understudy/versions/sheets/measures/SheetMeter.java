package io.understudy.versions.sheets.measures;

import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.StrengthBand;
import io.understudy.storage.BlobHash;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetColumn;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calculates the measures of a sheet from the readings of its pictures and of the training pictures. */
final class SheetMeter {
    /** Of the largest change that any usable strength makes: from here on more strength adds little. */
    private static final double MOST_OF_THE_CHANGE = 0.85;
    /** Of the same: from here on the LoRA shows. */
    private static final double HALF_OF_THE_CHANGE = 0.5;
    /** Below this share of the base model's variety the LoRA holds prompts back. */
    private static final double ENOUGH_VARIETY = 0.6;

    private static final int LEAST_STRENGTHS = 3;
    private static final int NEAREST = 5;

    private final List<SheetColumn> columns;
    private final List<SheetCell> cells;
    private final Map<BlobHash, SheetReading> readings;
    private final List<SnapshotEntry> training;

    /** @param readings by picture of the cells and by thumbnail of the training set; missing ones were unreadable */
    SheetMeter(List<SheetCell> cells, Map<BlobHash, SheetReading> readings, List<SnapshotEntry> training) {
        this.cells = cells;
        this.columns = cells.stream().map(SheetCell::column).distinct().toList();
        this.readings = readings;
        this.training = training;
    }

    SheetMeasures measure() {
        double baseVariety = variety(column(SheetColumn.Kind.NO_LORA, Strength.NONE));
        List<AtStrength> strengths = columns.stream()
                .filter(column -> column.kind() == SheetColumn.Kind.CANDIDATE)
                .map(column -> at(column.strength(), baseVariety))
                .toList();
        List<FaceEmbedding> faces = cells.stream()
                .filter(cell -> cell.column().kind() == SheetColumn.Kind.CANDIDATE)
                .filter(cell -> StrengthBand.of(cell.column().strength()) == StrengthBand.BALANCED)
                .flatMap(cell -> reading(cell).stream())
                .flatMap(reading -> Optional.ofNullable(reading.face()).stream())
                .toList();
        return new SheetMeasures(
                strengths,
                followed(column(SheetColumn.Kind.NO_LORA, Strength.NONE)),
                faces.size() < Faces.LEAST ? null : consistency(faces),
                faces.size(),
                training.size(),
                nearest(),
                recommended(strengths),
                boxes());
    }

    private Map<Integer, FaceBox> boxes() {
        Map<Integer, FaceBox> boxes = new HashMap<>();
        cells.forEach(cell -> reading(cell).map(SheetReading::box).ifPresent(box -> boxes.put(cell.position(), box)));
        return boxes;
    }

    private AtStrength at(Strength strength, double baseVariety) {
        List<SheetCell> cells = column(SheetColumn.Kind.CANDIDATE, strength);
        List<Double> changes =
                cells.stream().flatMap(cell -> change(cell).stream()).sorted().toList();
        double variety = variety(cells);
        return new AtStrength(
                strength,
                (int) cells.stream().filter(cell -> reading(cell).isPresent()).count(),
                changes.isEmpty() ? null : median(changes),
                Double.isNaN(variety) || Double.isNaN(baseVariety) || baseVariety == 0 ? null : variety / baseVariety,
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
        return column(SheetColumn.Kind.NO_LORA, Strength.NONE).stream()
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

    private @Nullable Double faceDistance(List<SheetCell> cells) {
        List<FaceEmbedding> known = training.stream()
                .map(entry -> readings.get(entry.thumbnail()))
                .filter(Objects::nonNull)
                .flatMap(reading -> Optional.ofNullable(reading.face()).stream())
                .toList();
        List<Double> distances = cells.stream()
                .flatMap(cell -> reading(cell).stream())
                .flatMap(reading -> Optional.ofNullable(reading.face()).stream())
                .filter(face -> !known.isEmpty())
                .map(face -> median(known.stream().map(face::distance).sorted().toList()))
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
            if (cell.column().kind() == SheetColumn.Kind.CANDIDATE) {
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

    /** The lowest strength that makes most of the change and still lets prompts differ; 1.3 and more never. */
    private static @Nullable Recommended recommended(List<AtStrength> strengths) {
        List<AtStrength> usable = strengths.stream()
                .filter(at -> at.strength().isBelow(StrengthBand.OVERPOWERING.from()))
                .filter(at -> at.change() != null && at.variety() != null)
                .toList();
        if (usable.size() < LEAST_STRENGTHS) {
            return null;
        }
        double most = usable.stream().mapToDouble(SheetMeter::changeOf).max().orElse(0);
        if (most == 0) {
            return null;
        }
        Strength from = usable.stream()
                .filter(at -> changeOf(at) >= HALF_OF_THE_CHANGE * most)
                .map(AtStrength::strength)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return usable.stream()
                .filter(SheetMeter::leavesPromptsTheirSay)
                .filter(at -> changeOf(at) >= MOST_OF_THE_CHANGE * most)
                .findFirst()
                .map(at -> new Recommended(
                        from,
                        at.strength(),
                        usable.stream()
                                .filter(SheetMeter::leavesPromptsTheirSay)
                                .map(AtStrength::strength)
                                .max(Comparator.naturalOrder())
                                .orElse(at.strength()),
                        String.format(
                                Locale.ROOT,
                                "the lowest strength that makes %.0f %% or more of the change, and pictures of different"
                                        + " prompts still differ by %.0f %% of what they do without the LoRA",
                                100 * MOST_OF_THE_CHANGE,
                                100 * Objects.requireNonNull(at.variety()))))
                .orElse(null);
    }

    private static boolean leavesPromptsTheirSay(AtStrength at) {
        return at.variety() != null && at.variety() >= ENOUGH_VARIETY;
    }

    private static double changeOf(AtStrength at) {
        return at.change() == null ? 0 : at.change();
    }

    private List<SheetCell> column(SheetColumn.Kind kind, Strength strength) {
        SheetColumn wanted = new SheetColumn(kind, strength);
        return cells.stream().filter(cell -> cell.column().equals(wanted)).toList();
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
