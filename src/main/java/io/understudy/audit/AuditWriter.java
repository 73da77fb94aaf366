package io.understudy.audit;

import io.understudy.bundle.trail.TrailRow;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.Wording;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Appends every act to the trail, in the transaction that did it: both are kept or neither is. */
@Component
class AuditWriter {
    private static final int VALUE_LENGTH = 4000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AuditRepository repository;
    private final RemoteAddress remoteAddress;
    private final TransactionTemplate transaction;

    AuditWriter(AuditRepository repository, RemoteAddress remoteAddress, TransactionTemplate transaction) {
        this.repository = repository;
        this.remoteAddress = remoteAddress;
        this.transaction = transaction;
    }

    @Order(Ordered.LOWEST_PRECEDENCE)
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT, fallbackExecution = true)
    void write(AuditEvent event) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            append(event);
        } else {
            transaction.executeWithoutResult(status -> append(event));
        }
    }

    private void append(AuditEvent event) {
        AuditRepository.Head head = repository.lockHead();
        TrailRow row = new TrailRow(
                head.sequence() + 1,
                event.at().truncatedTo(ChronoUnit.MICROS),
                event.actor().id(),
                plain(event.actor().name(), 200),
                plain(event.verb(), 100),
                plain(event.subject().type(), 60),
                plain(event.subject().id(), 200),
                plain(event.subject().name(), 400),
                json(event.sortedBefore()),
                json(event.sortedAfter()),
                remoteAddress.get(),
                remoteAddress.requestId(),
                head.hash(),
                "");
        repository.append(row.withHash(row.contentHash()));
    }

    private static String json(Map<String, String> values) {
        Map<String, String> kept = new TreeMap<>();
        values.forEach((name, value) -> kept.put(plain(name, 200), plain(value, VALUE_LENGTH)));
        return JSON.writeValueAsString(kept);
    }

    private static String plain(String text, int length) {
        String storable = text.replace('\0', '\uFFFD')
                .codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Wording.cut(storable, length);
    }
}
