package io.understudy.datasets;

import java.util.List;

/**
 * One page of a character's ledger.
 *
 * @param page from 0; the last one when a later one was asked for
 * @param total photos that the filter takes, on all pages
 */
public record LedgerPage(List<LedgerLine> lines, int page, int pageSize, long total) {
    public LedgerPage {
        lines = List.copyOf(lines);
    }
}
