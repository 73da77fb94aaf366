package io.understudy.datasets.captions.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

public final class CaptionTags {
    private CaptionTags() {}

    public static List<String> of(String caption) {
        return Arrays.stream(caption.split(",", -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    /** Those that a caption does not have yet; upper and lower case are the same. */
    public static List<String> missing(List<String> wanted, List<String> present) {
        return wanted.stream()
                .filter(tag -> present.stream().noneMatch(tag::equalsIgnoreCase))
                .toList();
    }

    /** How many captions have each tag, the most frequent first; a tag is written as it first appeared. */
    public static List<TagCount> count(Collection<String> captions) {
        Map<String, TagCount> counts = new LinkedHashMap<>();
        for (String caption : captions) {
            Stream<String> tags = of(caption).stream();
            Map<String, String> once = new LinkedHashMap<>();
            tags.forEach(tag -> once.putIfAbsent(tag.toLowerCase(Locale.ROOT), tag));
            once.forEach((key, tag) -> counts.merge(key, new TagCount(tag, 1), (a, b) -> a.oneMore()));
        }
        return counts.values().stream().sorted(TagCount.MOST_FREQUENT_FIRST).toList();
    }
}
