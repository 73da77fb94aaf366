package io.understudy.training.queue;

import io.understudy.Application;
import io.understudy.billing.Charge;
import io.understudy.billing.SpendService;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.identity.People;
import io.understudy.platform.core.RunAs;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FalConnection;
import io.understudy.storage.check.ConsistencyCheck;
import io.understudy.training.MetricPoint;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.SamplePicture;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.RunChanged;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionService;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * A server for {@link KilledServerTest}. It does what the lines of its standard input say, prints on its standard
 * output what it has done, and stands still at the moment of a run that its first argument names, until it is killed
 * there.
 *
 * <ul>
 *   <li>{@code begin}: makes a character with one picture and connects the fake of fal.
 *   <li>{@code launch BACKEND STEPS}, with {@code as STATE} behind it to wait until the run is in that state.
 *   <li>{@code stop when one succeeds at fal}: stands still inside the transaction that would make it a success.
 *   <li>{@code report fal} and {@code report miniature}: waits for the ends of the runs, then prints them.
 * </ul>
 */
final class KilledServer {
    static final String DONE = "DONE ";
    static final String REPORT = "REPORT ";
    static final int STEPS = 12;
    static final int SAVE_EVERY = 4;
    private static final int SAMPLE_EVERY = 6;
    private static final int SECONDS = 200;

    private final ConfigurableApplicationContext context;
    private final RunService runs;

    private KilledServer(ConfigurableApplicationContext context) {
        this.context = context;
        this.runs = context.getBean(RunService.class);
    }

    public static void main(String[] arguments) throws Exception {
        PausedMiniatureConfiguration.at(Moment.valueOf(arguments[0]));
        String[] settings = Arrays.copyOfRange(arguments, 1, arguments.length);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        Application.class, PausedMiniatureConfiguration.class, Changes.class)
                .run(settings)) {
            KilledServer server = new KilledServer(context);
            People people = context.getBean(People.class);
            people.signIn(people.admin("Ada"));
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                server.obey(order);
                System.out.println(DONE + order);
            }
        }
    }

    private void obey(String order) throws Exception {
        String[] words = order.split(" ");
        switch (words[0]) {
            case "begin" -> begin();
            case "launch" -> launch(words);
            case "stop" -> PausedMiniatureConfiguration.atSuccessElsewhere();
            case "report" -> report(words[1]);
            default -> throw new IllegalArgumentException(order);
        }
    }

    private void begin() {
        context.getBean(FalConnection.class).connect(FakeFal.KEY);
        People people = context.getBean(People.class);
        people.signIn(people.member("Mara"));
        CharacterId ava = context.getBean(CharacterService.class)
                .create(new CharacterDraft("Ava Lindqvist", "woman", "ohwx woman", ""), LikenessBasis.SYNTHETIC)
                .id();
        context.getBean(PictureIntake.class)
                .take(
                        ava,
                        "1.jpg",
                        new ByteArrayInputStream(TestPhotos.jpeg(1_024, 1_024, 1)),
                        PictureIntake.Progress.NOBODY);
    }

    private void launch(String[] words) throws Exception {
        boolean miniature = words[1].equals("miniature");
        TrainingSettings settings = new TrainingSettings(
                new TriggerWord("ohwx woman"),
                Integer.parseInt(words[2]),
                1e-4,
                4,
                4,
                1,
                128,
                7,
                miniature ? SAMPLE_EVERY : 0,
                miniature ? SAVE_EVERY : 0,
                miniature ? List.of(new SamplePrompt("ohwx woman, portrait", 7)) : List.of());
        CharacterId ava =
                context.getBean(CharacterService.class).bySlug("ava-lindqvist").id();
        RunId run = runs.launch(new LaunchRequest(ava, words[1], settings, true, UUID.randomUUID(), null))
                .run();
        if (words.length > 3) {
            RunState wanted = RunState.valueOf(words[4]);
            // One step at least, so that the server does not die before anything is known of the training.
            until(run, now -> now.state() == wanted && (wanted != RunState.RUNNING || now.step() > 0));
        }
    }

    private void report(String where) throws Exception {
        List<RunSummary> found = context.getBean(RunListService.class).newest(RunFilter.ALL, 50).stream()
                .filter(run -> where.equals("miniature") == run.backend().equals("miniature"))
                .sorted(Comparator.comparing(RunSummary::number))
                .toList();
        for (RunSummary run : found) {
            until(run.id(), now -> now.state().isOver() || now.state().isForAdmin());
            System.out.println(REPORT + (where.equals("miniature") ? trained(run.id()) : bought(run.id())));
        }
    }

    private void until(RunId run, Predicate<RunProgress> wanted) throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        Consumer<RunProgress> look = now -> {
            if (wanted.test(now)) {
                reached.complete(null);
            }
        };
        context.getBean(Changes.class).looks.put(run, look);
        look.accept(runs.details(run).progress());
        reached.get(SECONDS, TimeUnit.SECONDS);
    }

    private String bought(RunId id) throws Exception {
        RunDetails run = runs.details(id);
        String charges =
                context
                        .getBean(SpendService.class)
                        .charges(context.getBean(SpendService.class).thisMonth(), 0, 50)
                        .stream()
                        .filter(charge -> charge.purpose().equals("Run " + run.number()))
                        .map(Charge::state)
                        .map(Enum::name)
                        .collect(Collectors.joining(", "));
        return run.parameters().steps() + " steps: " + run.state() + ", " + versions(id) + " version, charges ["
                + charges + "]";
    }

    private String trained(RunId id) throws Exception {
        RunDetails run = runs.details(id);
        List<Integer> attempts = context.getBean(JdbcClient.class)
                .sql("select from_step from run_attempt where run_id = ? order by attempt")
                .param(id.value())
                .query(Integer.class)
                .list();
        List<Integer> steps = runs.points(id).stream().map(MetricPoint::step).toList();
        boolean once = steps.equals(IntStream.rangeClosed(1, STEPS).boxed().toList());
        boolean sound = RunAs.call(() ->
                context.getBean(ConsistencyCheck.class).run(progress -> {}).clean());
        return run.state() + ", attempts from steps " + attempts + ", points "
                + (once ? "1 to " + STEPS + " once each" : steps) + ", samples after steps "
                + runs.samples(id).stream().map(SamplePicture::step).toList() + ", " + versions(id)
                + " version, storage " + (sound ? "sound" : "broken");
    }

    private long versions(RunId run) throws Exception {
        return RunAs.call(
                () -> context.getBean(VersionService.class).ofRun(run).stream().count());
    }

    static final class Changes {
        private final Map<RunId, Consumer<RunProgress>> looks = new ConcurrentHashMap<>();

        @TransactionalEventListener
        void changed(RunChanged change) {
            looks.getOrDefault(change.progress().run(), now -> {}).accept(change.progress());
        }
    }

    enum Moment {
        NEVER,
        BETWEEN_CHECKPOINTS,
        /** The second checkpoint is computed and not yet stored. */
        SAVING,
        /** The run is this server's, the backend has not heard of it. */
        CLAIMED,
        /** Every step is made, the file is about to be written. */
        COLLECTING,
        /** The file is stored, the version is made, and nothing of it is committed. */
        FINISHED_BUT_NOT_BORN
    }
}
