package io.understudy.storage;

import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Remembers which blobs were found altered or lost, as the system and in a transaction apart from the reader's. */
@Repository
public class AlteredBlobRepository {
    private final TypedJdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AlteredBlobRepository(
            TypedJdbcClient jdbc,
            PlatformTransactionManager transactions,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    Optional<BlobDamage> of(BlobHash hash) {
        return jdbc.sql("select kind, found_at as since from altered_blob where hash = ?")
                .param(hash)
                .query(BlobDamage.class)
                .optional();
    }

    /** In the order in which they were found. */
    public Map<BlobHash, BlobDamage> all() {
        record Damaged(BlobHash hash, BlobDamage damage) {}
        Map<BlobHash, BlobDamage> all = new LinkedHashMap<>();
        jdbc.sql("select hash, kind, found_at as since from altered_blob order by found_at, hash")
                .query(Damaged.class)
                .list()
                .forEach(one -> all.put(one.hash(), one.damage()));
        return all;
    }

    /** @param byCheck whether a storage check found it, which also reports it */
    public void found(BlobHash hash, BlobDamage.Kind kind, boolean byCheck) {
        inOwnName(() -> {
            int added = jdbc.sql("insert into altered_blob (hash, kind, found_at) values (?, ?, ?)"
                            + " on conflict do nothing")
                    .params(hash, kind, clock.instant())
                    .update();
            if (added > 0) {
                auditEvents.publish(
                        kind == BlobDamage.Kind.LOST ? "file.found-lost" : "file.found-altered", subject(hash));
                events.publishEvent(new BlobFoundAltered(hash, kind, byCheck));
            }
        });
    }

    public void intact(BlobHash hash) {
        inOwnName(() -> {
            int removed = jdbc.sql("delete from altered_blob where hash = ?")
                    .param(hash)
                    .update();
            if (removed > 0) {
                auditEvents.publish("file.found-intact", subject(hash));
                events.publishEvent(new BlobFoundIntact(hash));
            }
        });
    }

    private void inOwnName(Runnable work) {
        RunAs.run(() -> transaction.executeWithoutResult(status -> work.run()));
    }

    private static AuditEvent.Subject subject(BlobHash hash) {
        return new AuditEvent.Subject("file", hash.hex(), hash.objectKey());
    }
}
