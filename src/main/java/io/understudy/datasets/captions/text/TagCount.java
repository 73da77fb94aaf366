package io.understudy.datasets.captions.text;

import java.util.Comparator;

public record TagCount(String tag, int captions) {
    static final Comparator<TagCount> MOST_FREQUENT_FIRST = Comparator.comparingInt(TagCount::captions)
            .reversed()
            .thenComparing(TagCount::tag, String::compareToIgnoreCase);

    TagCount oneMore() {
        return new TagCount(tag, captions + 1);
    }
}
