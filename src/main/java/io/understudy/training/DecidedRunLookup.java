package io.understudy.training;

import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * Answers which runs ended in a version about which it is decided: approved, or revoked. Versions know; runs come
 * before them and only ask.
 */
public interface DecidedRunLookup {
    /** Decisions by run; runs whose version is not decided yet, or that have none, are missing. */
    Map<RunId, Decision> of(Collection<RunId> runs);

    /**
     * @param at when it was decided last
     * @param file the file that the version cites
     */
    record Decision(Instant at, BlobHash file) {}
}
