package io.understudy.datasets.consent;

import java.util.List;

public record LedgerPage(List<LedgerLine> lines, int page, int pageSize, long total) {
    public LedgerPage {
        lines = List.copyOf(lines);
    }
}
