package io.understudy.training;

import io.understudy.people.AdminsOnly;
import io.understudy.people.MembersAndSystem;
import io.understudy.shared.Act;
import io.understudy.shared.Actor;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import io.understudy.training.FairQueue.Waiting;
import io.understudy.training.QueueRows.QueueRow;
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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class QueueService {
    public static final int MOST_AT_ONCE = 64;

    private static final int MOST_SHOWN = 100;
    private static final int REASON_LENGTH = 200;

    private final RunQueue queue;
    private final QueueRows rows;
    private final RunLists lists;
    private final TrainingRuns runs;
    private final Backends backends;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    QueueService(
            RunQueue queue,
            QueueRows rows,
            RunLists lists,
            TrainingRuns runs,
            Backends backends,
            CurrentActor actor,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.queue = queue;
        this.rows = rows;
        this.lists = lists;
        this.runs = runs;
        this.backends = backends;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    public List<BackendQueue> queues() {
        Set<String> ids = new LinkedHashSet<>();
        backends.choices().forEach(choice -> ids.add(choice.id()));
        Map<String, List<RunSummary>> working =
                lists.worked().stream().collect(Collectors.groupingBy(RunSummary::backend));
        ids.addAll(working.keySet());
        ids.addAll(rows.backendsWithWaitingRuns());
        return ids.stream()
                .map(id -> queue(id, working.getOrDefault(id, List.of())))
                .sorted(Comparator.comparing(BackendQueue::name))
                .toList();
    }

    private BackendQueue queue(String backend, List<RunSummary> working) {
        QueueRow row = rows.read(backend);
        List<Waiting> order = queue.order(backend);
        List<Waiting> shown = order.subList(0, Math.min(MOST_SHOWN, order.size()));
        Map<RunId, RunSummary> summaries = lists
                .byNumbers(shown.stream().map(Waiting::number).toList())
                .stream()
                .collect(Collectors.toMap(RunSummary::id, Function.identity()));
        List<QueuedRun> waiting = new ArrayList<>();
        for (Waiting run : shown) {
            RunSummary summary = summaries.get(run.run());
            if (summary != null) {
                waiting.add(new QueuedRun(
                        summary, waiting.size() + 1, run.pin() != null, run.interrupted(), run.queuedAt()));
            }
        }
        return new BackendQueue(
                backend,
                backends.nameOf(backend),
                queue.isRemote(backend),
                queue.concurrency(row),
                row.pause(),
                working,
                waiting,
                order.size());
    }

    /** Place of a run in its queue and what it waits for; empty when it does not wait. */
    public Optional<QueueStanding> standing(RunId run) {
        return lists.backendOfWaiting(run).flatMap(backend -> {
            List<Waiting> order = queue.order(backend);
            int place = order.stream().map(Waiting::run).toList().indexOf(run) + 1;
            return place == 0
                    ? Optional.empty()
                    : Optional.of(new QueueStanding(place, order.size(), reason(backend, place)));
        });
    }

    private String reason(String backend, int place) {
        QueueRow row = rows.read(backend);
        String name = backends.nameOf(backend);
        QueuePause pause = row.pause();
        if (pause != null) {
            return pause.by() + " paused the queue of " + name
                    + (pause.reason().isEmpty() ? "." : ": " + endWithStop(pause.reason()))
                    + " Runs in progress continue; this one starts after an admin resumes the queue.";
        }
        int working = rows.working(backend);
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
     * @throws Refusal.Conflict when it is paused already
     * @throws Refusal.RuleBroken in {@code reason} when it is too long
     */
    @AdminsOnly
    @Transactional
    public void pause(String backend, String reason) {
        String words = reason.strip();
        if (words.length() > REASON_LENGTH) {
            throw Refusal.RuleBroken.in("reason", "A reason has up to " + REASON_LENGTH + " characters.");
        }
        QueueRow row = lock(backend);
        QueuePause already = row.pause();
        if (already != null) {
            throw new Refusal.Conflict("This queue was already paused by " + already.by() + ".");
        }
        Actor me = actor.get();
        rows.pause(backend, new QueuePause(clock.instant(), me.name(), words), me.id());
        acts.publish("queue.paused", subject(backend), words.isEmpty() ? Map.of() : Map.of("reason", words));
        events.publishEvent(new QueueChanged(backend));
    }

    @AdminsOnly
    @Transactional
    public void resume(String backend) {
        if (lock(backend).pause() == null) {
            throw new Refusal.Conflict("This queue is no longer paused.");
        }
        rows.resume(backend);
        acts.publish("queue.resumed", subject(backend));
        events.publishEvent(new QueueChanged(backend));
    }

    /**
     * How many runs of a backend may be worked on at the same time; lowering it leaves runs in progress alone.
     *
     * @throws Refusal.RuleBroken in {@code concurrency} when it is not from 1 to {@link #MOST_AT_ONCE}
     */
    @AdminsOnly
    @Transactional
    public void changeConcurrency(String backend, int concurrency) {
        if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
            throw Refusal.RuleBroken.in(
                    "concurrency", "From 1 to " + MOST_AT_ONCE + " runs may be in progress at the same time.");
        }
        int before = queue.concurrency(lock(backend));
        if (before == concurrency) {
            return;
        }
        rows.setConcurrency(backend, concurrency);
        acts.publish(
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
     * @throws Refusal.Conflict when the run is no longer waiting
     */
    @AdminsOnly
    @Transactional
    public void move(RunId id, QueueMove move) {
        String backend = lists.backendOfWaiting(id).orElseThrow(QueueService::started);
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
        rows.touch(backend);
        acts.publish(
                "run.moved",
                new Act.Subject(
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

    private static Refusal.Conflict started() {
        return new Refusal.Conflict("This run is no longer waiting. Reload the queue.");
    }

    private QueueRow lock(String backend) {
        if (backends.find(backend).isEmpty()) {
            throw new Refusal.NotFound("There is no backend “" + backend + "”, or it was deleted.");
        }
        return rows.lock(backend);
    }

    private Act.Subject subject(String backend) {
        return new Act.Subject("queue", backend, backends.nameOf(backend));
    }
}
