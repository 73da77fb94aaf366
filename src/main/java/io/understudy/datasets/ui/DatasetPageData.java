package io.understudy.datasets.ui;

import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.PicturePage;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.CaptionOverview;
import io.understudy.datasets.captions.text.TagCount;
import io.understudy.datasets.intake.Arrival;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.datasets.snapshots.SnapshotLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the dataset page shows of a dataset at one moment.
 *
 * @param asksTwo whether two people have to agree about a picture
 * @param leftOutSmall some of the pictures that were left out for their size, the first ones
 * @param snapshot the latest one, or null
 * @param since what changed since it; null without one
 * @param arrivals files that are not in the dataset yet, or are damaged
 * @param page of the wall; null while captions are shown
 * @param captions null while the wall is shown
 */
record DatasetPageData(
        DatasetOverview overview,
        boolean asksTwo,
        List<PictureSummary> leftOutSmall,
        @Nullable SnapshotLine snapshot,
        @Nullable SnapshotDiff since,
        DatasetMeasures measures,
        List<Arrival> arrivals,
        @Nullable PicturePage page,
        @Nullable Captions captions) {
    static final int NAMED = 5;

    record Captions(PicturePage page, CaptionOverview overview, List<TagCount> tags) {}
}
