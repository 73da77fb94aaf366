package io.understudy.generation.jobs;

import io.understudy.generation.backends.GenerationBackends;
import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.ListedRequest;
import io.understudy.identity.AdminsOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineDirectory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** Requests on engines that were sent here and belong to no open job. It waits for engines, outside of transactions. */
@Service
@AdminsOnly
public class LeftRequestService {
    private final GenerationBackends generators;
    private final EngineDirectory engines;
    private final GenerationRepository repository;
    private final AuditEvents auditEvents;

    LeftRequestService(
            GenerationBackends generators,
            EngineDirectory engines,
            GenerationRepository repository,
            AuditEvents auditEvents) {
        this.generators = generators;
        this.engines = engines;
        this.repository = repository;
        this.auditEvents = auditEvents;
    }

    /** Whether an engine's requests can be found. */
    public boolean isPossible(String backend) {
        return generators.find(backend).filter(GenerationBackend::listsRequests).isPresent();
    }

    /** @throws DomainException.Conflict when the engine does not answer */
    public List<ListedRequest> left(String backend) {
        List<ListedRequest> listed = asking(() -> backend(backend).requests());
        Set<String> followed = repository.followed(
                listed.stream().flatMap(request -> names(request).stream()).toList());
        return listed.stream()
                .filter(request -> Collections.disjoint(names(request), followed))
                .toList();
    }

    /** What precedes the slash names the server by its address, which may have been entered otherwise before. */
    private static List<String> names(ListedRequest request) {
        return request.handles().stream()
                .map(handle -> handle.substring(handle.lastIndexOf('/') + 1))
                .toList();
    }

    /**
     * Ends a request that belongs to no open job.
     *
     * @param handle its first one
     * @throws DomainException.Conflict when it belongs to a job by now, is over, or the engine does not answer
     */
    public void end(String backend, String handle) {
        EngineConnection engine = engines.find(backend).orElseThrow(LeftRequestService::gone);
        if (left(backend).stream()
                .noneMatch(request -> request.handles().getFirst().equals(handle))) {
            throw new DomainException.Conflict("This request is over, or its job was resumed. Look at the list again.");
        }
        asking(() -> {
            backend(backend).endRequest(handle);
            return handle;
        });
        auditEvents.publish(
                "engine.job-ended",
                new AuditEvent.Subject("engine", engine.id().value().toString(), engine.name()),
                Map.of("job", handle));
    }

    private GenerationBackend backend(String id) {
        return generators.find(id).orElseThrow(LeftRequestService::gone);
    }

    private static DomainException.NotFound gone() {
        return new DomainException.NotFound("There is no such engine, or it was removed.");
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return RunAs.get(question::get);
        } catch (JobFailure problem) {
            throw new DomainException.Conflict(problem.words() + " " + problem.advice(), problem);
        }
    }
}
