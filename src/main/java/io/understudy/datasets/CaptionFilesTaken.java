package io.understudy.datasets;

import java.util.List;

/**
 * What became of caption files.
 *
 * @param step can be taken back
 * @param notes what a person should know about files that were taken
 * @param unmatched files that belong to no picture of the dataset, or to several
 */
public record CaptionFilesTaken(CaptionStep step, List<String> notes, List<CaptionFile> unmatched) {}
