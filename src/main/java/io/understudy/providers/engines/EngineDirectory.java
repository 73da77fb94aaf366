package io.understudy.providers.engines;

import io.understudy.platform.core.DomainException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The engines as the database has them, read once a second at most: a list of a thousand runs asks for their names. What
 * another node changed is seen within that second, what this node changed at once.
 */
@Component
public class EngineDirectory {
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

    private final Engines engines;
    private final EngineCheckRepository checks;
    private final EngineSecrets secrets;
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Snapshot last;

    private record Snapshot(List<EngineConnection> engines, Map<String, String> former, long readAt, long changes) {}

    EngineDirectory(Engines engines, EngineCheckRepository checks, EngineSecrets secrets) {
        this.engines = engines;
        this.checks = checks;
        this.secrets = secrets;
    }

    public List<EngineConnection> engines() {
        return snapshot().engines();
    }

    public Optional<EngineConnection> find(String backend) {
        return engines().stream()
                .filter(engine -> engine.backend().equals(backend))
                .findFirst();
    }

    public Optional<String> formerName(String backend) {
        return Optional.ofNullable(snapshot().former().get(backend));
    }

    /**
     * Reads the engine and keeps every other node from changing or removing it until the transaction ends.
     *
     * @return empty where it was removed, or where the id is none of an engine's
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<EngineConnection> lock(String backend) {
        return engines.lockByBackend(backend).map(engine -> engine.connection(secrets.reader(engine.id())));
    }

    /** The people who set with which computer, program, model and arguments it trains; none for other backends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> makers(String backend) {
        return engines.findByBackend(backend).map(Engine::makers).orElse(Set.of());
    }

    /** False for an engine that is paused or removed, on whichever node that was done; true for other backends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean mayStart(String backend) {
        return find(backend).isEmpty()
                || lock(backend).filter(engine -> engine.pause() == null).isPresent();
    }

    /** @throws DomainException.Conflict when the engine was removed or paused meanwhile; other backends are no matter */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireOpen(String backend) {
        if (find(backend).isEmpty()) {
            return;
        }
        EngineConnection engine = lock(backend)
                .orElseThrow(
                        () -> new DomainException.Conflict("This engine was just removed. Choose another backend."));
        if (engine.pause() != null) {
            throw new DomainException.Conflict(
                    engine.name() + " is paused. " + engine.pause().words());
        }
    }

    /** The next question reads them again. */
    @TransactionalEventListener(fallbackExecution = true)
    public void forget(EngineChanged change) {
        changes.incrementAndGet();
    }

    private Snapshot snapshot() {
        Snapshot known = last;
        // Counted before the reading: what was read while something changed is read again.
        long seen = changes.get();
        if (known != null && known.changes() == seen && System.nanoTime() - known.readAt() < FRESH) {
            return known;
        }
        Snapshot read = new Snapshot(
                engines.inOrder().stream()
                        .map(engine -> engine.connection(secrets.reader(engine.id())))
                        .toList(),
                checks.formerNames(),
                System.nanoTime(),
                seen);
        last = read;
        return read;
    }
}
