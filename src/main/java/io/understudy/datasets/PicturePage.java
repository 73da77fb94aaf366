package io.understudy.datasets;

import java.util.List;

/**
 * One page of a dataset.
 *
 * @param page from 0; the last one when a later one was asked for
 * @param total pictures that the filter takes, on all pages
 */
public record PicturePage(List<PictureSummary> pictures, int page, int pageSize, int total) {
    public static PicturePage of(List<PictureSummary> taken, int page, int pageSize) {
        int last = Math.max(0, (taken.size() - 1) / pageSize);
        int shown = Math.clamp(page, 0, last);
        int from = shown * pageSize;
        List<PictureSummary> onPage = List.copyOf(taken.subList(from, Math.min(from + pageSize, taken.size())));
        return new PicturePage(onPage, shown, pageSize, taken.size());
    }
}
