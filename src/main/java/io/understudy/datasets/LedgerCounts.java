package io.understudy.datasets;

public record LedgerCounts(long missing, long given, long withdrawn) {
    public long photos() {
        return missing + given + withdrawn;
    }
}
