package io.understudy.datasets.quality;

import io.understudy.datasets.PictureSummary;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The order of a wall. Pictures of which the wanted number is not known come last. */
public enum PictureSort {
    PLACE("Dataset order", false, true, (picture, measured) -> 0.0),
    LEAST_SHARP("Least sharp first", true, true, (picture, measured) -> sharpness(measured)),
    SHARPEST("Sharpest first", true, false, (picture, measured) -> sharpness(measured)),
    FARTHEST("Least like the reference face first", true, false, (picture, measured) -> distance(measured)),
    NEAREST("Most like the reference face first", true, true, (picture, measured) -> distance(measured)),
    SMALLEST("Smallest first", false, true, (picture, measured) -> pixels(picture)),
    LARGEST("Largest first", false, false, (picture, measured) -> pixels(picture)),
    NEWEST("Newest first", false, false, (picture, measured) -> added(picture)),
    OLDEST("Oldest first", false, true, (picture, measured) -> added(picture));

    @FunctionalInterface
    private interface Value {
        @Nullable
        Double of(PictureSummary picture, @Nullable MeasuredPicture measured);
    }

    private final String label;
    private final boolean measured;
    private final boolean rising;
    private final Value value;

    PictureSort(String label, boolean measured, boolean rising, Value value) {
        this.label = label;
        this.measured = measured;
        this.rising = rising;
        this.value = value;
    }

    public String label() {
        return label;
    }

    boolean asksMeasures() {
        return measured;
    }

    /** @param known what was measured on a picture; null while it waits */
    Comparator<PictureSummary> comparator(Function<PictureSummary, @Nullable MeasuredPicture> known) {
        Comparator<Double> numbers = rising ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return Comparator.comparing(picture -> value.of(picture, known.apply(picture)), Comparator.nullsLast(numbers));
    }

    private static @Nullable Double sharpness(@Nullable MeasuredPicture measured) {
        return measured == null
                ? null
                : Double.valueOf(measured.measures().sharpness().value());
    }

    private static @Nullable Double distance(@Nullable MeasuredPicture measured) {
        return measured == null ? null : measured.identityDistance();
    }

    private static Double pixels(PictureSummary picture) {
        return (double) picture.width() * picture.height();
    }

    private static Double added(PictureSummary picture) {
        return (double) picture.createdAt().toEpochMilli();
    }
}
