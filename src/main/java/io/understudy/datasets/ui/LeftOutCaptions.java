package io.understudy.datasets.ui;

import io.understudy.datasets.captions.CaptionChange;
import io.understudy.datasets.captions.CaptionFilter;
import io.understudy.platform.text.Formats;
import java.util.List;
import java.util.stream.Collectors;

final class LeftOutCaptions {
    private LeftOutCaptions() {}

    /** @param most that are named, before it is said how many more there are */
    static String words(List<CaptionChange> leftOut, int most) {
        String named =
                leftOut.stream().limit(most).map(CaptionChange::whyLeftOut).collect(Collectors.joining(", "));
        int more = leftOut.size() - most;
        return Formats.plural(leftOut.size(), "caption was", "captions were") + " left out: " + named
                + (more > 0 ? " and " + more + " more." : ".");
    }

    static CaptionFilter filter(List<CaptionChange> leftOut) {
        return CaptionFilter.only(leftOut.stream().map(CaptionChange::picture).collect(Collectors.toSet()));
    }
}
