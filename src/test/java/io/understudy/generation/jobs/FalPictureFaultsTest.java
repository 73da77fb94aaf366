package io.understudy.generation.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import io.understudy.billing.ChargeRepository;
import io.understudy.billing.ChargeState;
import io.understudy.billing.CostEstimate;
import io.understudy.billing.CostService;
import io.understudy.billing.NewCharge;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationRequest.Picture;
import io.understudy.generation.GenerationResumeOffer;
import io.understudy.generation.GenerationState;
import io.understudy.generation.backends.GenerationBackends;
import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationReporter;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.backends.fal.FalImages;
import io.understudy.generation.jobs.GenerationRepository.Underway;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobProperties;
import io.understudy.platform.jobs.ThreadedBackend.Task;
import io.understudy.platform.live.SignalThread;
import io.understudy.providers.engines.BackendTerms;
import io.understudy.providers.engines.EngineDirectory;
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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@code FalFaultsTest}, for the pictures of a generation job. */
@Tag("attack")
@Tag("slow")
class FalPictureFaultsTest {
    private static final int SEQUENCES = 100;
    private static final int ROUNDS = 60;
    private static final int MOST_KILLS = 10;
    private static final int PICTURES = 2;
    private static final FakeFal FAL = new FakeFal();
    private static final FalProperties PROPERTIES = VirtualTime.patient(FAL, Duration.ofMinutes(10));
    private static final BlobHash BLOB = BlobHash.of(new byte[] {1});
    private static final BlobStore STORE = stub();
    private static final GenerationPreviews PREVIEWS = new GenerationPreviews(new SignalThread(), Clock.systemUTC());
    private static final CostEstimate PRICE =
            new CostEstimate(false, new BigDecimal("0.07"), false, new BigDecimal("10.00"));
    private static Thread.@Nullable UncaughtExceptionHandler usual;

    @BeforeAll
    static void keepEverything() {
        when(STORE.store(any(byte[].class), any(), any())).thenReturn(new StoredBlob(BLOB, 1, "image/png"));
        usual = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> {
            if (!(problem instanceof Killed)) {
                problem.printStackTrace();
            }
        });
    }

    @AfterAll
    static void stop() {
        Thread.setDefaultUncaughtExceptionHandler(usual);
        FAL.close();
    }

    /** Remembers no calls: there are many. */
    @SafeVarargs
    private static <T> T stub(T... type) {
        return mock(withSettings().stubOnly(), type);
    }

    @Test
    void noOrderOfFaultsPaysTwiceOrLosesAPicture() {
        Map<GenerationState, Integer> ends = new TreeMap<>();
        for (int number = 0; number < SEQUENCES; number++) {
            Sequence played = new Sequence(number);
            try {
                ends.merge(played.play(), 1, Integer::sum);
            } catch (RuntimeException | AssertionError problem) {
                throw new AssertionError("Sequence " + number + ": " + played.happened, problem);
            }
        }
        assertThat(ends).containsKeys(GenerationState.SUCCEEDED, GenerationState.FAILED, GenerationState.CANCELLED);
        assertThat(ends.get(GenerationState.SUCCEEDED)).isGreaterThan(SEQUENCES / 5);
    }

    /** The server is gone, with everything that it had not written down. */
    private static final class Killed extends Error {
        Killed() {
            super("killed", null, false, false);
        }
    }

    /** A row of {@code generation_picture}. */
    private static final class Row {
        @Nullable
        String handle;

        @Nullable
        Integer sentAttempt;

        boolean drawn;

        @Nullable
        String problem;
        /** Requests for it that fal may have accepted by now. */
        int allowed = 1;

        boolean isMissing() {
            return !drawn && problem == null;
        }
    }

    private static final class Sequence {
        final List<String> happened = new ArrayList<>();
        private final Random chance;
        private final VirtualTime time = new VirtualTime();
        private final List<Row> rows = new ArrayList<>();
        private final TreeMap<Integer, ChargeState> charges = new TreeMap<>();
        private final GenerationJob job;
        private final GenerationProgressWriter writer;
        private final GenerationService service;
        private final FalImages images;
        private final GenerationBackend backend;
        private final OwedCancels cancels;
        private boolean calm;
        private boolean dead;
        private int kills;
        private @Nullable Task working;

        Sequence(int seed) {
            chance = new Random(seed);
            FAL.forget();
            FalClient client = new FalClient(
                    PROPERTIES,
                    this::key,
                    time::pause,
                    path -> Optional.of(URI.create("https://studio.example/" + path)));
            cancels = new OwedCancels(client, time.clock(), this::takenOut);
            images = new FalImages(client, PROPERTIES, time, cancels);
            backend = images.backend();
            List<Picture> pictures = new ArrayList<>();
            for (int position = 0; position < PICTURES; position++) {
                rows.add(new Row());
                pictures.add(new Picture("ohwx woman", position, List.of()));
            }
            Actor mara = new Actor(UUID.randomUUID(), "Mara");
            job = new GenerationJob(
                    new GenerationRequest(
                            backend.id(),
                            "a sheet",
                            null,
                            new PictureSettings(256, 256, 1, 3.5),
                            List.of(),
                            pictures,
                            UUID.randomUUID()),
                    mara,
                    time.clock().instant());
            GenerationJobs jobs = stub();
            when(jobs.lockById(any())).thenReturn(Optional.of(job));
            when(jobs.findById(any())).thenReturn(Optional.of(job));
            GenerationBackends backends = stub();
            when(backends.find(any())).thenReturn(Optional.of(backend));
            GenerationRepository repository = repository();
            EngineDirectory engines = stub();
            when(engines.mayStart(any())).thenReturn(true);
            when(backends.termsOf(any())).thenReturn(BackendTerms.OPEN);
            CostService costs = stub();
            when(costs.estimate(any(), any())).thenReturn(PRICE);
            when(costs.judge(any(), any())).thenAnswer(call -> call.getArgument(0));
            GenerationCharges books = new GenerationCharges(books(), backends, engines, repository, costs);
            writer = new GenerationProgressWriter(
                    jobs,
                    repository,
                    backends,
                    engines,
                    STORE,
                    books,
                    new JobProperties(Duration.ofSeconds(20)),
                    stub(),
                    event -> {},
                    time.clock());
            service = new GenerationService(
                    jobs,
                    repository,
                    backends,
                    engines,
                    STORE,
                    costs,
                    books,
                    () -> mara,
                    stub(),
                    event -> {},
                    stub(),
                    time.clock());
        }

        private GenerationRepository repository() {
            GenerationRepository repository = stub();
            when(repository.waiting(any())).thenAnswer(call -> List.of(job.getId()));
            when(repository.leasesOver(any()))
                    .thenAnswer(call -> job.state() == GenerationState.RUNNING ? List.of(job.getId()) : List.of());
            when(repository.missing(any())).thenAnswer(call -> missing());
            when(repository.loras(any())).thenReturn(Map.of());
            doAnswer(call -> rows.get(call.getArgument(1)).handle = call.getArgument(2))
                    .when(repository)
                    .underway(any(), anyInt(), any());
            doAnswer(call -> {
                        Row row = rows.get(call.getArgument(1));
                        row.handle = call.getArgument(2);
                        row.sentAttempt = call.getArgument(3);
                        return null;
                    })
                    .when(repository)
                    .sending(any(), anyInt(), any(), anyInt());
            when(repository.underway(any(String.class))).thenAnswer(call -> {
                for (int position = 0; position < PICTURES; position++) {
                    Row row = rows.get(position);
                    if (row.isMissing() && Objects.equals(row.handle, call.getArgument(0))) {
                        return Optional.of(new Underway(job.id(), position, row.sentAttempt));
                    }
                }
                return Optional.empty();
            });
            when(repository.drawn(any(), anyInt(), any(), anyDouble(), any())).thenAnswer(call -> {
                Row row = rows.get(call.getArgument(1));
                boolean first = row.isMissing();
                row.drawn |= first;
                return first;
            });
            when(repository.refused(any(), anyInt(), any())).thenAnswer(call -> {
                Row row = rows.get(call.getArgument(1));
                boolean first = row.isMissing();
                row.problem = first ? call.getArgument(2) : row.problem;
                return first;
            });
            doAnswer(call -> {
                        rows.stream().filter(Row::isMissing).forEach(row -> row.handle = null);
                        return null;
                    })
                    .when(repository)
                    .forgetRequests(any());
            return repository;
        }

        private List<TaskPicture> missing() {
            List<TaskPicture> missing = new ArrayList<>();
            for (int position = 0; position < PICTURES; position++) {
                Row row = rows.get(position);
                if (row.isMissing()) {
                    missing.add(new TaskPicture(position, "ohwx woman", position, List.of(), row.handle));
                }
            }
            return missing;
        }

        private ChargeRepository books() {
            ChargeRepository books = stub();
            doAnswer(call -> charges.put(((NewCharge) call.getArgument(0)).attempt(), ChargeState.OPEN))
                    .when(books)
                    .open(any());
            doAnswer(call -> {
                        int used = call.getArgument(1);
                        return charges.computeIfPresent(
                                charges.isEmpty() ? 0 : charges.lastKey(),
                                (attempt, before) -> before == ChargeState.NOT_CHARGED
                                        ? before
                                        : used == 0 ? ChargeState.NOT_CHARGED : call.getArgument(3));
                    })
                    .when(books)
                    .settleShare(any(), anyInt(), anyInt(), any());
            return books;
        }

        private void takenOut(String reference, String request) {
            happened.add("taken out");
            writer.takenOut(job.id(), request);
        }

        private String key() {
            step("call");
            return FakeFal.KEY;
        }

        GenerationState play() {
            FalFaultPlan.plan(FAL, chance);
            for (int round = 0; round < ROUNDS && work(); round++) {
                checkMoney();
            }
            check();
            GenerationState end = job.state();
            calmDown();
            return end;
        }

        private boolean work() {
            if (job.state() == GenerationState.QUEUED) {
                attempt();
            } else if (job.state() == GenerationState.RUNNING) {
                time.clock().advance(Duration.ofSeconds(25));
                asSystem(() -> writer.takeBackOverdue(Set.of()));
            } else if (!job.state().isStopped() || chance.nextInt(3) == 0 || !decide()) {
                return false;
            }
            if (chance.nextBoolean()) {
                dead = false;
                try {
                    cancels.askForAll();
                } catch (Killed killed) {
                    happened.add("killed while cancelling");
                }
            }
            return true;
        }

        private boolean decide() {
            GenerationResumeOffer offer = service.resumeOffer(job.id()).orElseThrow();
            if (offer.again() + offer.send() > 0) {
                happened.add(offer.cost().free() ? "resumed" : "paid again");
                allow(false);
                service.resume(job.id(), offer);
                return true;
            }
            return service.sendAgainOffer(job.id())
                    .map(again -> {
                        happened.add("sent again");
                        allow(true);
                        service.sendAgain(job.id(), again);
                        return true;
                    })
                    .orElse(false);
        }

        /** A person agrees to pay for what is missing. */
        private void allow(boolean all) {
            for (int position = 0; position < PICTURES; position++) {
                Row row = rows.get(position);
                if (row.isMissing() && (all || row.handle == null)) {
                    row.allowed = requests(position).size() + 1;
                }
            }
        }

        private static List<FakeRequest> requests(int position) {
            return FAL.requests().stream()
                    .filter(request -> request.input.path("seed").asInt() == position)
                    .toList();
        }

        private void attempt() {
            GenerationProgressWriter.Claim claim =
                    asSystem(() -> writer.claimNext("node")).orElseThrow();
            happened.add("attempt " + job.attempt());
            dead = false;
            var reporter = new PersistingGenerationReporter(writer, STORE, PREVIEWS, claim.lease(), () -> {});
            Task task = images.task(
                    new GenerationTask(job.getId().toString(), "a sheet", job.settings(), List.of(), claim.missing()),
                    stepping(reporter));
            working = task;
            try {
                task.run();
                assertThat(dead || !job.isLeasedTo(claim.lease()))
                        .as("its worker does not keep it without working on it")
                        .isTrue();
            } catch (Killed killed) {
                happened.add("killed");
            } finally {
                working = null;
            }
        }

        private GenerationReporter stepping(GenerationReporter reporter) {
            return (GenerationReporter) Proxy.newProxyInstance(
                    GenerationReporter.class.getClassLoader(),
                    new Class<?>[] {GenerationReporter.class},
                    (proxy, method, values) -> {
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

        private void step(String where) {
            if (dead) {
                throw new Killed();
            }
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
                case 4 -> {
                    if (job.state() == GenerationState.RUNNING) {
                        happened.add("taken back " + where);
                        time.clock().advance(Duration.ofSeconds(25));
                        asSystem(() -> writer.takeBackOverdue(Set.of()));
                    }
                }
                default -> {}
            }
        }

        private void kill(String where) {
            if (kills++ < MOST_KILLS) {
                happened.add("kill " + where);
                dead = true;
                throw new Killed();
            }
        }

        private void cancel(String where) {
            if (job.state() == GenerationState.QUEUED || job.state() == GenerationState.RUNNING) {
                happened.add("cancel " + where);
                service.cancel(job.id());
                Task task = working;
                if (task != null && chance.nextInt(3) > 0) {
                    task.cancel();
                } else if (chance.nextBoolean()) {
                    kill(where);
                }
            }
        }

        private void checkMoney() {
            for (int position = 0; position < PICTURES; position++) {
                assertThat(requests(position))
                        .as("paid requests for picture %s", position)
                        .hasSizeLessThanOrEqualTo(rows.get(position).allowed);
            }
        }

        private void check() {
            checkMoney();
            assertThat(job.state().isOver())
                    .as("it ends, but is %s", job.state())
                    .isTrue();
            boolean paid = FAL.requests().stream().anyMatch(made -> !made.isTakenOut());
            assertThat(!paid || charges.values().stream().anyMatch(state -> state != ChargeState.NOT_CHARGED))
                    .as("charges %s are not all called free", charges)
                    .isTrue();
            if (job.state() == GenerationState.SUCCEEDED) {
                assertThat(rows).as("what succeeded has its pictures").allMatch(row -> !row.isMissing());
                assertThat(rows).as("nothing lost is called refused").allMatch(row -> row.problem == null);
            }
        }

        /** Once nothing goes wrong any longer, what is free brings every picture whose request has a name. */
        private void calmDown() {
            calm = true;
            dead = false;
            FAL.recover();
            cancels.askUntilAnswered();
            if (job.state() == GenerationState.CANCELLED) {
                for (Row row : rows) {
                    FAL.requests().stream()
                            .filter(request -> row.isMissing() && request.id.equals(row.handle))
                            .forEach(request -> assertThat(request.isOver() || cancels.gaveUp())
                                    .as("a cancelled request has ended")
                                    .isTrue());
                }
            }
            for (FakeRequest lost : FAL.requests()) {
                String address = lost.webhook().orElseThrow().toString();
                String reference = address.substring(address.lastIndexOf('/') + 1);
                asSystem(() -> {
                    writer.found(FalClient.Submission.placeholder(reference), lost.id);
                    return true;
                });
            }
            for (int round = 0; round < ROUNDS && job.state() != GenerationState.SUCCEEDED; round++) {
                if (job.state() == GenerationState.QUEUED) {
                    attempt();
                    continue;
                }
                GenerationResumeOffer offer = service.resumeOffer(job.id()).orElseThrow();
                if (!offer.cost().free() || offer.again() == 0) {
                    break;
                }
                service.resume(job.id(), offer);
            }
            for (int position = 0; position < PICTURES; position++) {
                Row row = rows.get(position);
                FAL.requests().stream()
                        .filter(request -> row.isMissing() && request.id.equals(row.handle))
                        .filter(request -> service.resumeOffer(job.id())
                                .orElseThrow()
                                .cost()
                                .free())
                        .forEach(request -> assertThat(request.delivers())
                                .as("the picture of request %s is fetched: %s", request.id, job.failure())
                                .isFalse());
            }
            check();
        }

        private static <T> T asSystem(Supplier<T> work) {
            return RunAs.get(work);
        }
    }
}
