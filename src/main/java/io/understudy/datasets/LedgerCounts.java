package io.understudy.datasets;

/** A character's ledger in numbers of photos. */
public record LedgerCounts(long missing, long given, long withdrawn) {
    public long photos() {
        return missing + given + withdrawn;
    }
}
