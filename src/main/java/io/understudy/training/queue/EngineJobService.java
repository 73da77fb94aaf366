package io.understudy.training.queue;

import io.understudy.identity.AdminsOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineProblem;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.OrphanFinder;
import io.understudy.training.backends.api.OrphanFinder.EngineJob;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.runs.TrainingRun;
import io.understudy.training.runs.TrainingRuns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Jobs on engines that were submitted here and that no open run follows. It waits for engines, outside of transactions. */
@Service
@AdminsOnly
public class EngineJobService {
    private final ObjectProvider<OrphanFinder> finders;
    private final EngineDirectory engines;
    private final TrainingRuns runs;
    private final TrainingBackends backends;
    private final RunProgressWriter progressWriter;
    private final AuditEvents auditEvents;

    /** @param runNumber of a run that is over, or has another job; 0 where there is no such run */
    public record Orphan(EngineJob job, long runNumber) {}

    EngineJobService(
            ObjectProvider<OrphanFinder> finders,
            EngineDirectory engines,
            TrainingRuns runs,
            TrainingBackends backends,
            RunProgressWriter progressWriter,
            AuditEvents auditEvents) {
        this.finders = finders;
        this.engines = engines;
        this.runs = runs;
        this.backends = backends;
        this.progressWriter = progressWriter;
        this.auditEvents = auditEvents;
    }

    /** Whether jobs on engines of this kind can be found. */
    public boolean isPossible(EngineKind kind) {
        return finder(kind).isPresent();
    }

    private Optional<OrphanFinder> finder(EngineKind kind) {
        return finders.orderedStream()
                .filter(finder -> finder.kinds().contains(kind))
                .findFirst();
    }

    /** @throws DomainException.Conflict when the engine does not answer */
    public List<Orphan> orphans(String backend) {
        EngineConnection engine = engine(backend);
        List<EngineJob> jobs = asking(engine, finder -> finder.jobs(engine));
        Map<UUID, TrainingRun> known =
                runs.findAllById(jobs.stream().map(EngineJob::run).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(TrainingRun::getId, run -> run));
        return jobs.stream()
                .filter(job -> !isFollowed(job, known.get(job.run()), backend))
                .map(job -> new Orphan(
                        job, known.containsKey(job.run()) ? known.get(job.run()).number() : 0))
                .toList();
    }

    /** The job of a submission without an answer is found by its name: any of that name may be it. */
    private boolean isFollowed(EngineJob job, @org.jspecify.annotations.Nullable TrainingRun run, String backend) {
        if (run == null || !run.backend().equals(backend) || run.state().isOver()) {
            return false;
        }
        String memo = run.memo();
        return memo == null
                || backends.find(backend)
                        .map(found -> !found.sends(memo)
                                && found.request(memo).map(job.id()::equals).orElse(true))
                        .orElse(true);
    }

    /**
     * Ends a job that no open run follows.
     *
     * @param job id on the engine
     * @throws DomainException.Conflict when it belongs to a run by now, is over, or the engine does not answer
     */
    public void end(String backend, String job) {
        EngineConnection engine = engine(backend);
        Orphan orphan = orphans(backend).stream()
                .filter(each -> each.job().id().equals(job))
                .findFirst()
                .orElseThrow(() -> new DomainException.Conflict(
                        "This job is over, or its run was resumed. Look at the list again."));
        asking(engine, finder -> {
            finder.end(engine, job);
            return job;
        });
        backends.find(backend).ifPresent(found -> forget(orphan.job(), found));
        auditEvents.publish(
                "engine.job-ended",
                new AuditEvent.Subject("engine", engine.id().value().toString(), engine.name()),
                Map.of("job", job, "name", orphan.job().name()));
    }

    /** Its run, when it is resumed, does not ask for what was ended here: another job is sent. */
    private void forget(EngineJob job, TrainingBackend backend) {
        runs.findById(job.run())
                .filter(run -> run.backend().equals(backend.id()))
                .ifPresent(run -> Optional.ofNullable(run.memo())
                        .filter(memo ->
                                backend.request(memo).filter(job.id()::equals).isPresent())
                        .ifPresent(memo ->
                                RunAs.run(() -> progressWriter.endedElsewhere(run.id(), memo, backend.over(memo)))));
    }

    private EngineConnection engine(String backend) {
        return engines.find(backend)
                .orElseThrow(() -> new DomainException.NotFound("There is no such engine, or it was removed."));
    }

    private <T> T asking(EngineConnection engine, java.util.function.Function<OrphanFinder, T> question) {
        OrphanFinder finder = finder(engine.kind())
                .orElseThrow(() ->
                        new DomainException.NotFound("Jobs of " + engine.kind().label() + " cannot be listed."));
        try {
            return RunAs.get(() -> question.apply(finder));
        } catch (EngineProblem problem) {
            throw new DomainException.Conflict(problem.words(), problem);
        }
    }
}
