package io.understudy.training;

import io.understudy.platform.live.LiveValue;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Answers which runs ended in a version about which it is decided: approved, or revoked. Versions know; runs come
 * before them and only ask.
 */
public interface DecidedRunLookup {
    /** Decisions by run; runs whose version is not decided yet, or that have none, are missing. */
    Map<RunId, Decision> of(Collection<RunId> runs);

    /** Those of the runs whose version was revoked. */
    default Set<RunId> revokedAmong(Collection<RunId> runs) {
        return of(runs).entrySet().stream()
                .filter(run -> run.getValue().revoked())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Changes after which it may be another decision. */
    LiveValue<Long> changes();

    /**
     * @param at when it was decided last
     * @param file the file that the version cites
     * @param revoked whether it was revoked, and not approved
     */
    record Decision(Instant at, BlobHash file, boolean revoked) {}
}
