package io.understudy.datasets.captions;

import io.understudy.datasets.intake.CaptionFile;
import java.util.List;

/**
 * What became of caption files.
 *
 * @param step can be taken back
 * @param notes what a person should know about files that were taken
 * @param unmatched files that belong to no picture of the dataset, or to several; usual captions of pictures that have
 *     their own
 * @param outranked files that were not read, or no longer count, because another one of the same picture counts more
 */
public record CaptionFilesResult(
        CaptionStep step, List<String> notes, List<CaptionFile> unmatched, List<Outranked> outranked) {
    public record Outranked(CaptionFile file, CaptionFile by) {}
}
