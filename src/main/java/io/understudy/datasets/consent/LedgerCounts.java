package io.understudy.datasets.consent;

public record LedgerCounts(long missing, long given, long withdrawn) {
    public long photos() {
        return missing + given + withdrawn;
    }
}
