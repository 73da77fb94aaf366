package io.understudy.datasets.quality;

import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.text.CaptionTags;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which pictures a wall shows, and in which order.
 *
 * @param tags of captions, in lower or upper case
 * @param verdicts advice that stands
 * @param any whether one of the tags and verdicts is enough, instead of all
 */
public record WallQuery(
        PictureFilter filter, PictureSort sort, List<String> tags, List<MeasureTopic> verdicts, boolean any) {
    public static final WallQuery ALL = of(PictureFilter.ALL);

    public WallQuery {
        tags = List.copyOf(tags);
        verdicts = List.copyOf(verdicts);
    }

    public static WallQuery of(PictureFilter filter) {
        return new WallQuery(filter, PictureSort.PLACE, List.of(), List.of(), false);
    }

    public WallQuery with(PictureFilter other) {
        return new WallQuery(other, sort, tags, verdicts, any);
    }

    public boolean hasConditions() {
        return !tags.isEmpty() || !verdicts.isEmpty();
    }

    /** Whether it depends on what was measured: then pictures come, go and move while they are measured. */
    public boolean asksMeasures() {
        return filter.asksMeasures() || sort.asksMeasures() || !verdicts.isEmpty();
    }

    /** What it asks for besides the filter; empty when it is nothing. */
    public String words() {
        List<String> parts = new ArrayList<>();
        if (sort != PictureSort.PLACE) {
            parts.add(sort.label());
        }
        String conditions = Stream.concat(
                        tags.stream().map(tag -> "“" + tag + "”"),
                        verdicts.stream().map(MeasureTopic::advice))
                .collect(Collectors.joining(any ? " or " : " and "));
        if (!conditions.isEmpty()) {
            parts.add("with " + conditions);
        }
        return String.join(", ", parts);
    }

    /** The pictures that it asks for, in its order. */
    public List<PictureSummary> of(List<PictureSummary> all, @Nullable DatasetMeasures known) {
        return all.stream()
                .filter(picture -> takes(picture, measured(picture, known)))
                .sorted(sort.comparator(picture -> measured(picture, known)))
                .toList();
    }

    private static @Nullable MeasuredPicture measured(PictureSummary picture, @Nullable DatasetMeasures known) {
        return known == null ? null : known.of(picture.id()).orElse(null);
    }

    private boolean takes(PictureSummary picture, @Nullable MeasuredPicture measured) {
        if (!filter.takes(picture, measured)) {
            return false;
        }
        List<String> own = tags.isEmpty() ? List.of() : CaptionTags.of(picture.caption());
        Stream<Boolean> met = Stream.concat(
                tags.stream().map(tag -> own.stream().anyMatch(tag::equalsIgnoreCase)),
                verdicts.stream()
                        .map(topic -> measured != null
                                && measured.standing().stream().anyMatch(verdict -> verdict.topic() == topic)));
        return !hasConditions() || (any ? met.anyMatch(one -> one) : met.allMatch(one -> one));
    }
}
