package io.understudy.training;

import io.understudy.Application;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.PictureIntake;
import io.understudy.datasets.pictures.Photos;
import io.understudy.people.People;
import io.understudy.people.SystemActs;
import io.understudy.storage.ConsistencyCheck;
import io.understudy.training.backend.BackendCapabilities;
import io.understudy.training.backend.BackendJob;
import io.understudy.training.backend.JobParameters;
import io.understudy.training.backend.MetricReading;
import io.understudy.training.backend.RunReporter;
import io.understudy.training.backend.TrainingBackend;
import io.understudy.versions.VersionService;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * A server for {@link KilledServerTest}: it ends the run that an earlier one left behind and says what came of it, then
 * launches a run of its own and halts, without any tidying up, at the moment that its first argument names.
 */
final class KilledServer {
    static final int KILLED = 137;
    static final String REPORT = "REPORT ";
    private static final int STEPS = 12;
    private static final int SAVE_EVERY = 4;
    private static final int SAMPLE_EVERY = 6;
    private static final int SECONDS = 200;

    /** When the server dies, and the step from which the run goes on in its next life. */
    enum Moment {
        /** The run is this server's, the backend has not heard of it. */
        CLAIMED(0),
        FIRST_STEP(0),
        BETWEEN_CHECKPOINTS(SAVE_EVERY),
        /** The second checkpoint is computed and not yet stored. */
        SAVING(SAVE_EVERY),
        /** Every step is made, the file is about to be written. */
        COLLECTING(2 * SAVE_EVERY),
        /** The file is stored, the version is made, and nothing of it is committed. */
        FINISHED_BUT_NOT_BORN(2 * SAVE_EVERY);

        private final int from;

        Moment(int from) {
            this.from = from;
        }

        int from() {
            return from;
        }
    }

    private static volatile @Nullable Moment next;

    private KilledServer() {}

    public static void main(String[] arguments) throws Exception {
        String[] settings = Arrays.copyOfRange(arguments, 1, arguments.length);
        try (ConfigurableApplicationContext server =
                new SpringApplicationBuilder(Application.class, Dying.class).run(settings)) {
            People people = server.getBean(People.class);
            people.signIn(people.admin("Mara"));
            RunListService lists = server.getBean(RunListService.class);
            List<RunSummary> left = lists.newest(RunFilter.ALL, 1);
            if (!left.isEmpty()) {
                System.out.println(REPORT + endOf(server, left.getFirst().id()));
            }
            if (!arguments[0].equals("NEVER")) {
                next = Moment.valueOf(arguments[0]);
                RunId run = launch(server, left);
                server.getBean(Endings.class).of(server, run).get(SECONDS, TimeUnit.SECONDS);
                System.exit(1);
            }
        }
        System.exit(0);
    }

    private static String endOf(ConfigurableApplicationContext server, RunId run) throws Exception {
        server.getBean(Endings.class).of(server, run).get(SECONDS, TimeUnit.SECONDS);
        RunService runs = server.getBean(RunService.class);
        RunDetails ended = runs.details(run);
        List<Integer> steps = runs.points(run).stream().map(MetricPoint::step).toList();
        boolean once = steps.equals(IntStream.rangeClosed(1, STEPS).boxed().toList());
        long versions = SystemActs.call(
                () -> server.getBean(VersionService.class).ofRun(run).stream().count());
        boolean sound = SystemActs.call(
                () -> server.getBean(ConsistencyCheck.class).run(progress -> {}).clean());
        return ended.state() + ", attempt " + ended.attempt() + " from step " + ended.attemptFromStep() + ", points "
                + (once ? "1 to " + STEPS + " once each" : steps) + ", samples after steps "
                + runs.samples(run).stream().map(SamplePicture::step).toList() + ", " + versions + " version, storage "
                + (sound ? "sound" : "broken");
    }

    private static RunId launch(ConfigurableApplicationContext server, List<RunSummary> before) {
        CharacterId ava;
        if (before.isEmpty()) {
            ava = server.getBean(CharacterService.class)
                    .create(new CharacterDraft("Ava Lindqvist", "woman", "ohwx woman", ""), LikenessBasis.SYNTHETIC)
                    .id();
            server.getBean(PictureIntake.class)
                    .take(
                            ava,
                            "1.jpg",
                            new ByteArrayInputStream(Photos.jpeg(1_024, 1_024, 1)),
                            PictureIntake.Progress.NOBODY);
        } else {
            ava = before.getFirst().character();
        }
        TrainingParameters settings = new TrainingParameters(
                "ohwx woman",
                STEPS,
                1e-4,
                4,
                4,
                1,
                128,
                7,
                SAMPLE_EVERY,
                SAVE_EVERY,
                List.of(new SamplePrompt("ohwx woman, portrait", 7)));
        return server.getBean(RunService.class)
                .launch(new LaunchRequest(ava, "miniature", settings, true, UUID.randomUUID(), null))
                .run();
    }

    private static void dieAt(Moment moment) {
        if (next == moment) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    /** Completes when a run is over. */
    static final class Endings {
        private final Map<RunId, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

        CompletableFuture<Void> of(ConfigurableApplicationContext server, RunId run) {
            CompletableFuture<Void> ending = waiting.computeIfAbsent(run, id -> new CompletableFuture<>());
            if (server.getBean(RunService.class).details(run).state().isOver()) {
                ending.complete(null);
            }
            return ending;
        }

        @TransactionalEventListener
        void changed(RunChanged change) {
            CompletableFuture<Void> ending = waiting.get(change.pulse().run());
            if (ending != null && change.pulse().state().isOver()) {
                ending.complete(null);
            }
        }
    }

    /** The product with a miniature that dies when it is told to. */
    @TestConfiguration(proxyBeanMethods = false)
    @Import(People.class)
    static class Dying {
        @Bean
        Endings endings() {
            return new Endings();
        }

        @Bean
        static BeanPostProcessor dyingMiniature() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof TrainingBackend backend
                                    && backend.id().equals("miniature")
                            ? new DyingBackend(backend)
                            : bean;
                }
            };
        }

        /** Last of all that hear of the success, inside the transaction: the version is written by then. */
        @Order(Ordered.LOWEST_PRECEDENCE)
        @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
        void succeeded(RunSucceeded success) {
            dieAt(Moment.FINISHED_BUT_NOT_BORN);
        }
    }

    private record DyingBackend(TrainingBackend miniature) implements TrainingBackend {
        @Override
        public String id() {
            return miniature.id();
        }

        @Override
        public String displayName() {
            return miniature.displayName();
        }

        @Override
        public BackendCapabilities capabilities() {
            return miniature.capabilities();
        }

        @Override
        public Duration estimate(JobParameters parameters, int pictures) {
            return miniature.estimate(parameters, pictures);
        }

        @Override
        public String submit(BackendJob job, RunReporter reporter) {
            dieAt(Moment.CLAIMED);
            return miniature.submit(job, dying(reporter));
        }

        @Override
        public void cancel(String handle) {
            miniature.cancel(handle);
        }

        private static RunReporter dying(RunReporter reporter) {
            return (RunReporter) Proxy.newProxyInstance(
                    RunReporter.class.getClassLoader(), new Class<?>[] {RunReporter.class}, (proxy, method, words) -> {
                        if (method.getName().equals("checkpoint") && words[0].equals(2 * SAVE_EVERY)) {
                            dieAt(Moment.SAVING);
                        }
                        Object answer;
                        try {
                            answer = method.invoke(reporter, words);
                        } catch (InvocationTargetException problem) {
                            throw Objects.requireNonNullElse(problem.getCause(), problem);
                        }
                        switch (method.getName()) {
                            case "point" -> diesAfter((MetricReading) words[0]);
                            case "collecting" -> dieAt(Moment.COLLECTING);
                            default -> {}
                        }
                        return answer;
                    });
        }

        private static void diesAfter(MetricReading reading) {
            if (reading.step() == 1) {
                dieAt(Moment.FIRST_STEP);
            }
            if (reading.step() == SAVE_EVERY + 2) {
                dieAt(Moment.BETWEEN_CHECKPOINTS);
            }
        }
    }
}
