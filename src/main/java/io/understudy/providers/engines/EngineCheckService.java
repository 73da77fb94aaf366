package io.understudy.providers.engines;

import io.understudy.identity.AdminsOnly;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.providers.ssh.SshConnections;
import io.understudy.providers.ssh.SshHostKey;
import io.understudy.providers.ssh.SshProblem;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Asks engines whether they answer. It waits for them, so it is called outside of transactions. */
@Service
public class EngineCheckService {
    private static final Logger log = LoggerFactory.getLogger(EngineCheckService.class);

    private final EngineService engines;
    private final EngineDirectory directory;
    private final EngineCheckRepository checks;
    private final List<EngineProbe> probes;
    private final SshConnections connections;
    private final Clock clock;

    EngineCheckService(
            EngineService engines,
            EngineDirectory directory,
            EngineCheckRepository checks,
            List<EngineProbe> probes,
            SshConnections connections,
            Clock clock) {
        this.engines = engines;
        this.directory = directory;
        this.checks = checks;
        this.probes = probes;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * Asks an engine as a form describes it, before it is saved.
     *
     * @param stored the engine that the form changes; empty for a new one
     */
    @AdminsOnly
    public EngineAnswer test(Optional<EngineId> stored, EngineDraft draft) {
        return ask(engines.described(stored, draft));
    }

    /** Asks an engine as it is saved, and keeps the answer. */
    @AdminsOnly
    public EngineAnswer test(EngineId id) {
        EngineCard card = engines.engine(id);
        return directory.find(card.backend()).map(this::check).orElseGet(() -> EngineAnswer.silent("It was removed."));
    }

    /**
     * The key that a host shows now, for a person to compare and accept.
     *
     * @param port empty for the usual one
     * @throws DomainException.RuleViolation when this is no host or port
     * @throws DomainException.Conflict when nothing answers there
     */
    @AdminsOnly
    public SshHostKey hostKey(String host, String port) {
        int number = EngineRules.sshPort(host, port);
        try {
            return connections.hostKey(host.strip(), number);
        } catch (SshProblem problem) {
            throw new DomainException.Conflict(problem.words() + " " + problem.advice(), problem);
        }
    }

    /** Asks all of them and keeps their answers. */
    @SystemOnly
    public void checkAll() {
        try (ExecutorService each = BackgroundThreads.virtual()) {
            directory.engines().forEach(engine -> each.execute(() -> RunAs.run(() -> check(engine))));
        }
    }

    private EngineAnswer check(EngineConnection engine) {
        EngineAnswer answer = ask(engine);
        checks.keep(engine.id(), answer, clock.instant());
        return answer;
    }

    private EngineAnswer ask(EngineConnection engine) {
        try {
            return probes.stream()
                    .filter(probe -> probe.kind() == engine.kind())
                    .findFirst()
                    .map(probe -> probe.ask(engine))
                    .orElseGet(() -> EngineAnswer.silent("This version of Understudy cannot use "
                            + engine.kind().label() + "."));
        } catch (EngineProblem problem) {
            return EngineAnswer.silent(problem.words());
        } catch (RuntimeException unexpected) {
            log.error("The engine {} could not be tested", engine.name(), unexpected);
            return EngineAnswer.silent("It could not be tested: " + unexpected.getMessage());
        }
    }
}
