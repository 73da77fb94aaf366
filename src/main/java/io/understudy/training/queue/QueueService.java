package io.understudy.training.queue;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.PauseNote;
import io.understudy.providers.engines.EngineService;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.reported.ReportedBackend;
import io.understudy.training.lists.RunListQueries;
import io.understudy.training.queue.FairQueue.Waiting;
import io.understudy.training.queue.QueueRepository.QueueRow;
import io.understudy.training.runs.QueueChanged;
import io.understudy.training.runs.TrainingRun;
import io.understudy.training.runs.TrainingRuns;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class QueueService {
    public static final int MOST_AT_ONCE = 64;

    public static final int PAGE_SIZE = 25;

    private static final int REASON_LENGTH = 200;

    private final RunDispatcher queue;
    private final QueueRepository repository;
    private final RunListQueries queries;
    private final TrainingRuns runs;
    private final TrainingBackends backends;
    private final EngineService engines;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    QueueService(
            RunDispatcher queue,
            QueueRepository repository,
            RunListQueries queries,
            TrainingRuns runs,
            TrainingBackends backends,
            EngineService engines,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.queue = queue;
        this.repository = repository;
        this.queries = queries;
        this.runs = runs;
        this.backends = backends;
        this.engines = engines;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    public List<BackendQueue> queues() {
        return queues(Map.of(), null);
    }

    /**
     * @param pages which page of those that wait is read for a backend, where it is not the first, counted from 0
     * @param only numbers of the waiting runs that are listed; null for all
     */
    public List<BackendQueue> queues(Map<String, Integer> pages, @Nullable Set<Long> only) {
        Set<String> ids = new LinkedHashSet<>();
        backends.choices().forEach(choice -> ids.add(choice.id()));
        Map<String, List<RunSummary>> working = queries.worked().stream()
                // They wait for no place and take none.
                .filter(run -> !ReportedBackend.isReported(run.backend()))
                .collect(Collectors.groupingBy(RunSummary::backend));
        ids.addAll(working.keySet());
        ids.addAll(repository.backendsWithWaitingRuns());
        return ids.stream()
                .map(id -> queue(id, working.getOrDefault(id, List.of()), pages.getOrDefault(id, 0), only))
                .sorted(Comparator.comparing(BackendQueue::name))
                .toList();
    }

    private BackendQueue queue(String backend, List<RunSummary> working, int wanted, @Nullable Set<Long> only) {
        QueueRow row = repository.read(backend);
        List<Waiting> order = queue.order(backend);
        List<Integer> listed = IntStream.range(0, order.size())
                .filter(place -> only == null || only.contains(order.get(place).number()))
                .boxed()
                .toList();
        int page = Math.clamp(wanted, 0, Math.max(0, (listed.size() - 1) / PAGE_SIZE));
        int first = page * PAGE_SIZE;
        List<Integer> shown = listed.subList(first, Math.min(first + PAGE_SIZE, listed.size()));
        Map<RunId, RunSummary> summaries =
                queries
                        .byNumbers(shown.stream()
                                .map(place -> order.get(place).number())
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(RunSummary::id, Function.identity()));
        List<QueuedRun> waiting = new ArrayList<>();
        for (int place : shown) {
            Waiting run = order.get(place);
            RunSummary summary = summaries.get(run.run());
            if (summary != null) {
                waiting.add(new QueuedRun(summary, place + 1, run.pin() != null, run.interrupted(), run.queuedAt()));
            }
        }
        return new BackendQueue(
                backend,
                backends.nameOf(backend),
                queue.isRemote(backend),
                queue.concurrency(row),
                row.pause(),
                backends.termsOf(backend).pause(),
                engines.silentSince(backend).orElse(null),
                working,
                waiting,
                page,
                listed.size(),
                order.size());
    }

    /** Place of a run in its queue and what it waits for; empty when it does not wait. */
    public Optional<QueuePosition> standing(RunId run) {
        return queries.backendOfWaiting(run).flatMap(backend -> {
            List<Waiting> order = queue.order(backend);
            int place = order.stream().map(Waiting::run).toList().indexOf(run) + 1;
            return place == 0
                    ? Optional.empty()
                    : Optional.of(new QueuePosition(place, order.size(), reason(backend, place)));
        });
    }

    private String reason(String backend, int place) {
        String name = backends.nameOf(backend);
        String closed = backends.termsOf(backend).pause();
        if (closed != null) {
            return closed + " Runs in progress continue; this one starts after an admin resumes “" + name
                    + "” in Settings.";
        }
        PauseNote pause = repository.read(backend).pause();
        if (pause != null) {
            return pause.by() + " paused the queue of " + name
                    + (pause.reason().isEmpty() ? "." : ": " + endWithStop(pause.reason()))
                    + " Runs in progress continue; this one starts after an admin resumes the queue.";
        }
        Optional<TrainingBackend> found = backends.find(backend);
        Optional<String> full = found.flatMap(TrainingBackend::account)
                .filter(account -> backends.sharing(found.orElseThrow()).size() > 1)
                .filter(account -> queue.workingOfAccount(found.orElseThrow())
                        >= found.orElseThrow().concurrency());
        if (full.isPresent()) {
            int most = found.orElseThrow().concurrency();
            boolean followed = repository.working(backends.sharing(found.orElseThrow())) >= most;
            return found.orElseThrow().accountWords(full.get()) + " takes " + most + " at a time, and has them"
                    + (followed ? "" : ", counting runs that may still compute there")
                    + (place == 1 ? "; this one starts when one ends." : ". Others start before this one.");
        }
        int working = repository.working(List.of(backend));
        if (working == 0) {
            return place == 1 ? "Starts in a moment." : "Starts after the runs before it.";
        }
        String busy = working == 1 ? "A run is in progress on " + name : working + " runs are in progress on " + name;
        return busy + (place == 1 ? "; this one starts when one ends." : ", and others start before this one.");
    }

    private static String endWithStop(String words) {
        return words.endsWith(".") ? words : words + ".";
    }

    /**
     * Waiting runs of a backend no longer start; runs in progress continue.
     *
     * @param reason shown to everyone who waits; may be empty
     * @throws DomainException.Conflict when it is paused already
     * @throws DomainException.RuleViolation in {@code reason} when it is too long
     */
    @AdminsOnly
    @Transactional
    public void pause(String backend, String reason) {
        String words = reason.strip();
        if (words.length() > REASON_LENGTH) {
            throw DomainException.RuleViolation.in("reason", "A reason has up to " + REASON_LENGTH + " characters.");
        }
        QueueRow row = lock(backend);
        PauseNote already = row.pause();
        if (already != null) {
            throw new DomainException.Conflict("This queue was already paused by " + already.by() + ".");
        }
        Actor me = actor.get();
        repository.pause(backend, new PauseNote(clock.instant(), me.name(), words), me.id());
        auditEvents.publish("queue.paused", subject(backend), words.isEmpty() ? Map.of() : Map.of("reason", words));
        events.publishEvent(new QueueChanged(backend));
    }

    @AdminsOnly
    @Transactional
    public void resume(String backend) {
        if (lock(backend).pause() == null) {
            throw new DomainException.Conflict("This queue is no longer paused.");
        }
        repository.resume(backend);
        auditEvents.publish("queue.resumed", subject(backend));
        events.publishEvent(new QueueChanged(backend));
    }

    /**
     * How many runs of a backend may be worked on at the same time; lowering it leaves runs in progress alone.
     *
     * @throws DomainException.RuleViolation in {@code concurrency} when it is not from 1 to {@link #MOST_AT_ONCE}, or above the
     *     backend's own limit
     */
    @AdminsOnly
    @Transactional
    public void changeConcurrency(String backend, int concurrency) {
        if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
            throw DomainException.RuleViolation.in(
                    "concurrency", "From 1 to " + MOST_AT_ONCE + " runs may be in progress at the same time.");
        }
        int most = backends.termsOf(backend).mostAtOnce();
        if (concurrency > most) {
            throw DomainException.RuleViolation.in(
                    "concurrency",
                    "“" + backends.nameOf(backend) + "” takes up to " + most
                            + " at a time. An admin can change that in Settings, Engines.");
        }
        int before = queue.concurrency(lock(backend));
        if (before == concurrency) {
            return;
        }
        repository.setConcurrency(backend, concurrency);
        auditEvents.publish(
                "queue.concurrency-changed",
                subject(backend),
                Map.of("concurrency", String.valueOf(before)),
                Map.of("concurrency", String.valueOf(concurrency)));
        events.publishEvent(new QueueChanged(backend));
    }

    /**
     * Moves a waiting run. It and those before it keep their places from now on; the others stay in the fair order
     * behind them.
     *
     * @throws DomainException.Conflict when the run is no longer waiting
     */
    @AdminsOnly
    @Transactional
    public void move(RunId id, QueueMove move) {
        String backend = queries.backendOfWaiting(id).orElseThrow(QueueService::started);
        lock(backend);
        List<Waiting> order = queue.order(backend);
        int index = order.stream().map(Waiting::run).toList().indexOf(id);
        if (index < 0) {
            throw started();
        }
        int target = move.target(index, order.size());
        if (target == index) {
            return;
        }
        List<Waiting> moved = move.applied(order, index);
        pin(moved, lastToPin(moved, target));
        repository.touch(backend);
        auditEvents.publish(
                "run.moved",
                new AuditEvent.Subject(
                        "run",
                        Long.toString(order.get(index).number()),
                        "Run " + order.get(index).number()),
                Map.of("place", String.valueOf(index + 1)),
                Map.of("place", String.valueOf(target + 1)));
        events.publishEvent(new QueueChanged(backend));
    }

    /** Pinned runs are always the first ones of the queue, without a gap. */
    private static int lastToPin(List<Waiting> moved, int target) {
        int last = target;
        for (int place = target + 1; place < moved.size(); place++) {
            if (moved.get(place).pin() != null) {
                last = place;
            }
        }
        return last;
    }

    private void pin(List<Waiting> order, int last) {
        for (int place = 0; place <= last; place++) {
            TrainingRun run = runs.lockById(order.get(place).run().value()).orElseThrow();
            if (run.state() != RunState.QUEUED) {
                throw started();
            }
            run.pin(place + 1, clock.instant());
        }
    }

    private static DomainException.Conflict started() {
        return new DomainException.Conflict("This run is no longer waiting. Reload the queue.");
    }

    private QueueRow lock(String backend) {
        if (backends.find(backend).isEmpty()) {
            throw new DomainException.NotFound("There is no backend “" + backend + "”, or it was deleted.");
        }
        return repository.lock(backend);
    }

    private AuditEvent.Subject subject(String backend) {
        return new AuditEvent.Subject("queue", backend, backends.nameOf(backend));
    }
}
