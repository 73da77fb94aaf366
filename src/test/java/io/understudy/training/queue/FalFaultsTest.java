package io.understudy.training.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import io.understudy.billing.ChargeRepository;
import io.understudy.billing.ChargeState;
import io.understudy.billing.NewCharge;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobProperties;
import io.understudy.platform.jobs.ThreadedBackend.Task;
import io.understudy.providers.engines.BackendTerms;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FakeRequest;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalFaultPlan;
import io.understudy.providers.fal.FalProperties;
import io.understudy.providers.fal.OwedCancels;
import io.understudy.providers.fal.VirtualTime;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StoredBlob;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.fal.FalJobs;
import io.understudy.training.runs.RunOutputRepository;
import io.understudy.training.runs.RunPersons;
import io.understudy.training.runs.TrainingRun;
import io.understudy.training.runs.TrainingRuns;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever goes wrong in whatever order, at fal, on the way there, with the servers and by people, nothing is paid twice
 * unasked, no finished LoRA is lost and nothing that may cost something is called free. Chance is seeded: a failure names
 * the number of its sequence.
 */
@Tag("attack")
@Tag("slow")
class FalFaultsTest {
    private static final int SEQUENCES = 250;
    private static final int ROUNDS = 60;
    private static final int MOST_KILLS = 10;
    private static final FakeFal FAL = new FakeFal();
    private static final FalProperties PROPERTIES = VirtualTime.patient(FAL, Duration.ofMinutes(10));
    private static final byte[] PHOTO = TestPhotos.jpeg(16, 16, 1);
    private static final BlobStore STORE = stub();
    private static final ResultFileStore RESULTS = stub();

    @BeforeAll
    static void keepEverything() {
        StoredBlob blob = new StoredBlob(BlobHash.of(PHOTO), PHOTO.length, "application/octet-stream");
        when(STORE.store(any(byte[].class), any(), any())).thenReturn(blob);
        when(RESULTS.keep(any(RunId.class), any())).thenReturn(blob);
    }

    @AfterAll
    static void stop() {
        FAL.close();
    }

    /** Remembers no calls: there are many. */
    @SafeVarargs
    private static <T> T stub(T... type) {
        return mock(withSettings().stubOnly(), type);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void noOrderOfFaultsPaysTwiceOrLosesALora(int block) {
        Map<RunState, Integer> ends = new TreeMap<>();
        for (int sequence = block * SEQUENCES; sequence < (block + 1) * SEQUENCES; sequence++) {
            Sequence played = new Sequence(sequence);
            try {
                ends.merge(played.play(), 1, Integer::sum);
            } catch (RuntimeException | AssertionError problem) {
                throw new AssertionError("Sequence " + sequence + ": " + played.happened, problem);
            }
        }
        // The faults leave enough runs alive to matter, and reach every kind of end.
        assertThat(ends).containsKeys(RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED, RunState.UNCONFIRMED);
        assertThat(ends.get(RunState.SUCCEEDED)).isGreaterThan(SEQUENCES / 5);
    }

    /** The server is gone, with everything that it had not written down. */
    private static final class Killed extends Error {
        Killed() {
            super("killed", null, false, false);
        }
    }

    private static final class Sequence {
        final List<String> happened = new ArrayList<>();
        private final Random chance;
        private final VirtualTime time = new VirtualTime();
        private final Map<Integer, ChargeState> charges = new TreeMap<>();
        private final ChargeRepository ledger = stub();
        private final TrainingRun run;
        private final RunProgressWriter writer;
        private final RunPersons people;
        private final FalJobs jobs;
        private final OwedCancels cancels;
        private final TrainingBackend backend;
        private boolean calm;
        private int nested;
        /** Requests that fal may have accepted by now: one more than when a person last agreed to pay. */
        private int allowed = 1;

        private int nodes;
        private int kills;

        Sequence(int seed) {
            chance = new Random(seed);
            FAL.forget();
            FAL.deliver(FakeFal.anyLora());
            FalClient client = new FalClient(PROPERTIES, this::key, time::pause, path -> Optional.empty());
            cancels = new OwedCancels(client, time.clock(), this::takenOut);
            jobs = new FalJobs(client, PROPERTIES, time, cancels);
            backend = jobs.backend();
            run = RunPersons.run(backend.id(), 3, time.clock());
            TrainingRuns rows = stub();
            when(rows.lockById(any())).thenReturn(Optional.of(run));
            when(rows.findById(any())).thenReturn(Optional.of(run));
            when(rows.require(any())).thenCallRealMethod();
            when(rows.requireLocked(any())).thenCallRealMethod();
            TrainingBackends backends = stub();
            when(backends.find(any())).thenReturn(Optional.of(backend));
            when(backends.byId(any())).thenReturn(backend);
            when(backends.termsOf(any())).thenReturn(BackendTerms.OPEN);
            keepBooks();
            people = new RunPersons(rows, run, backends, ledger, time.clock());
            writer = writer(rows, backends);
        }

        private void keepBooks() {
            doAnswer(call -> charges.put(((NewCharge) call.getArgument(0)).attempt(), ChargeState.OPEN))
                    .when(ledger)
                    .open(any());
            doAnswer(call -> charges.computeIfPresent(
                            charges.isEmpty() ? 0 : ((TreeMap<Integer, ChargeState>) charges).lastKey(),
                            (attempt, before) -> before == ChargeState.NOT_CHARGED ? before : call.getArgument(1)))
                    .when(ledger)
                    .settle(any(), any());
        }

        private RunProgressWriter writer(TrainingRuns rows, TrainingBackends backends) {
            RunOutputRepository output = stub();
            when(output.lastCheckpoint(any())).thenReturn(Optional.empty());
            when(output.leasesOver(any()))
                    .thenAnswer(
                            call -> run.state().isWorkedOn() ? List.of(run.id().value()) : List.of());
            RunDispatcher dispatcher = stub();
            when(dispatcher.next(any(), any()))
                    .thenAnswer(call -> Optional.of(run).filter(waits -> waits.state() == RunState.QUEUED));
            return new RunProgressWriter(
                    rows,
                    output,
                    dispatcher,
                    backends,
                    stub(),
                    ledger,
                    RunPersons.pricing(backends, ledger),
                    new JobProperties(Duration.ofSeconds(20)),
                    stub(),
                    stub(),
                    event -> {},
                    time.clock());
        }

        private void takenOut(String reference, String request) {
            happened.add("taken out");
            writer.takenOut(run.id(), request);
        }

        private String key() {
            step("call");
            return FakeFal.KEY;
        }

        RunState play() {
            FalFaultPlan.plan(FAL, chance);
            for (int round = 0; round < ROUNDS && work(true); round++) {
                checkMoney();
            }
            check();
            RunState end = run.state();
            calmDown();
            return end;
        }

        /** @return whether anything is left to be done without a person */
        private boolean work(boolean withPeople) {
            if (run.state() == RunState.QUEUED) {
                attempt();
            } else if (run.state().isWorkedOn()) {
                time.clock().advance(Duration.ofSeconds(25));
                asSystem(() -> writer.takeBackOverdue(Set.of()));
            } else if (!withPeople || chance.nextInt(3) == 0 || !decide()) {
                return false;
            }
            if (chance.nextBoolean()) {
                askForCancels();
            }
            return true;
        }

        private void askForCancels() {
            try {
                cancels.askForAll();
            } catch (Killed killed) {
                happened.add("killed while cancelling");
            }
        }

        /** A person resumes it where that is possible, or an admin looks into fal's own list. */
        private boolean decide() {
            if (people.canResume()) {
                happened.add(people.isFree() ? "resumed" : "paid again");
                allowed = people.isFree() ? allowed : FAL.requests().size() + 1;
                people.resume();
                return true;
            }
            if (run.state() != RunState.UNCONFIRMED) {
                return false;
            }
            if (FAL.requests().size() < allowed) {
                happened.add("sent again");
                people.sendAgain();
            } else {
                happened.add("adopted");
                people.adopt(FAL.last().id);
            }
            return true;
        }

        private void attempt() {
            RunProgressWriter.Claim claim = asSystem(() -> writer.claimNext(backend.id(), "node-" + nodes++))
                    .orElseThrow();
            happened.add("attempt " + run.attempt());
            AtomicBoolean over = new AtomicBoolean();
            Worker worker = new Worker();
            var reporter = new PersistingRunReporter(
                    writer, STORE, RESULTS, time.clock(), claim.lease(), List.of(), () -> over.set(true));
            Task job = jobs.job(
                    new BackendJob(
                            run.id().value().toString(),
                            "run",
                            run.parameters(),
                            List.of(new JobPicture(
                                    "1.jpg", "ohwx woman", 16, 16, () -> new ByteArrayInputStream(PHOTO))),
                            null,
                            claim.memo().orElse(null),
                            claim.askedAgain()),
                    stepping(reporter));
            worker.job = job;
            Worker before = working;
            working = worker;
            try {
                job.run();
                assertThat(over.get() || !run.isLeasedTo(claim.lease()))
                        .as("its worker does not keep it without working on it")
                        .isTrue();
            } catch (Killed killed) {
                happened.add("killed");
            } finally {
                working = before;
            }
        }

        private static final class Worker {
            @Nullable
            Task job;

            void cancel() {
                if (job != null) {
                    job.cancel();
                }
            }
        }

        private Worker working = new Worker();

        private RunReporter stepping(RunReporter reporter) {
            return (RunReporter) Proxy.newProxyInstance(
                    RunReporter.class.getClassLoader(), new Class<?>[] {RunReporter.class}, (proxy, method, values) -> {
                        step("before " + method.getName());
                        try {
                            Object answer = method.invoke(reporter, values);
                            step("after " + method.getName());
                            return answer;
                        } catch (InvocationTargetException problem) {
                            throw problem.getCause();
                        }
                    });
        }

        /** Between any two things that a server does, anything may happen. */
        private void step(String where) {
            checkMoney();
            if (calm) {
                return;
            }
            switch (chance.nextInt(120)) {
                case 0, 1 -> kill(where);
                case 2 -> cancel(where);
                case 3 -> {
                    happened.add("slow " + where);
                    time.clock().advance(Duration.ofMinutes(chance.nextInt(40)));
                }
                case 4 -> takeOver(where);
                case 5 -> {
                    if (!FAL.requests().isEmpty() && chance.nextInt(6) == 0) {
                        happened.add("fails at fal " + where);
                        FAL.last().fail("Runner disconnected", "runner_disconnected");
                    }
                }
                default -> {}
            }
        }

        private void kill(String where) {
            if (kills++ < MOST_KILLS) {
                happened.add("kill " + where);
                throw new Killed();
            }
        }

        private void cancel(String where) {
            if (run.state().mayBecome(RunState.CANCELLED)) {
                happened.add("cancel " + where);
                people.cancel();
                if (chance.nextInt(3) > 0) {
                    working.cancel();
                } else if (chance.nextBoolean()) {
                    kill(where);
                }
            }
        }

        /** Another node believes that this one is dead, and works on the run while this one still does. */
        private void takeOver(String where) {
            if (nested == 0 && run.state().isWorkedOn()) {
                happened.add("take over " + where);
                nested++;
                time.clock().advance(Duration.ofSeconds(25));
                asSystem(() -> writer.takeBackOverdue(Set.of()));
                if (run.state() == RunState.QUEUED && chance.nextBoolean()) {
                    attempt();
                }
                nested--;
            }
        }

        private void checkMoney() {
            assertThat(FAL.requests()).as("paid requests").hasSizeLessThanOrEqualTo(allowed);
        }

        private void check() {
            assertThat(run.state().isWorkedOn() || run.state() == RunState.QUEUED)
                    .as("it ends or waits for a person, but is %s", run.state())
                    .isFalse();
            long accepted =
                    FAL.requests().stream().filter(made -> !made.isTakenOut()).count();
            assertThat(charges.values().stream()
                            .filter(state -> state != ChargeState.NOT_CHARGED)
                            .count())
                    .as("charges %s that are not called free, for %s requests", charges, accepted)
                    .isGreaterThanOrEqualTo(accepted);
        }

        /** Once nothing goes wrong any longer, what people do for nothing brings the LoRA, and what was cancelled stops. */
        private void calmDown() {
            calm = true;
            FAL.recover();
            cancels.askUntilAnswered();
            if (FAL.requests().isEmpty()) {
                return;
            }
            FakeRequest last = FAL.last();
            String memo = String.valueOf(run.memo());
            if (run.state() == RunState.CANCELLED && backend.request(memo).isPresent()) {
                assertThat(last.isOver() || cancels.gaveUp())
                        .as("a cancelled request has ended")
                        .isTrue();
            }
            for (int round = 0; round < ROUNDS && run.state() != RunState.SUCCEEDED; round++) {
                if (run.state() == RunState.QUEUED) {
                    attempt();
                } else if (run.state() == RunState.UNCONFIRMED && !people.canResume()) {
                    people.adopt(last.id);
                } else if (people.canResume() && people.isFree()) {
                    people.resume();
                } else {
                    break;
                }
            }
            assertThat(run.state() == RunState.SUCCEEDED)
                    .as("the LoRA of request %s is fetched, but the run is %s: %s", last.id, run.state(), run.failure())
                    .isEqualTo(last.delivers() || run.state() == RunState.SUCCEEDED);
            check();
        }

        private static <T> T asSystem(java.util.function.Supplier<T> work) {
            return RunAs.get(work);
        }
    }
}
