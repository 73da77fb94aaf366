package io.understudy.datasets.ui;

import io.understudy.datasets.captions.CaptionChange;
import io.understudy.datasets.captions.CaptionFilter;
import io.understudy.platform.text.Formats;
import java.util.List;
import java.util.stream.Collectors;

final class LeftOutCaptions {
    private static final int NAMED = 3;

    private LeftOutCaptions() {}

    static String words(List<CaptionChange> leftOut) {
        String named =
                leftOut.stream().limit(NAMED).map(CaptionChange::whyLeftOut).collect(Collectors.joining(", "));
        int more = leftOut.size() - NAMED;
        return Formats.plural(leftOut.size(), "caption was", "captions were") + " left out: " + named
                + (more > 0 ? " and " + more + " more." : ".");
    }

    static CaptionFilter filter(List<CaptionChange> leftOut) {
        return CaptionFilter.only(leftOut.stream().map(CaptionChange::picture).collect(Collectors.toSet()));
    }
}
