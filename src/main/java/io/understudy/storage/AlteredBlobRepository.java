package io.understudy.storage;

import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Remembers which blobs were found altered, as the system and in a transaction apart from the reader's. */
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

    Optional<Instant> since(BlobHash hash) {
        return jdbc.sql("select found_at from altered_blob where hash = ?")
                .param(hash)
                .query(Instant.class)
                .optional();
    }

    public List<BlobHash> all() {
        return jdbc.sql("select hash from altered_blob").query(BlobHash.class).list();
    }

    public void found(BlobHash hash, boolean byCheck) {
        inOwnName(() -> {
            int added = jdbc.sql("insert into altered_blob (hash, found_at) values (?, ?) on conflict do nothing")
                    .params(hash, clock.instant())
                    .update();
            if (added > 0) {
                auditEvents.publish("file.found-altered", subject(hash));
                events.publishEvent(new BlobFoundAltered(hash, byCheck));
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
