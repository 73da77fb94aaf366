package io.understudy.platform.jobs;

import io.understudy.Application;
import io.understudy.billing.Charge;
import io.understudy.billing.SpendService;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.StandStill.Moment;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompts.loras.LoraFileService;
import io.understudy.providers.engines.EngineCard;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineService;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FalConnection;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
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
import io.understudy.training.queue.EngineJobService;
import io.understudy.training.rehearsal.RehearsalService;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.SheetService;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server for {@link KilledServerTest} and {@link KilledClusterTest}. It does what the lines of its standard input say
 * and prints on its standard output what it has done. The first one stands still as it measures its first picture.
 *
 * <ul>
 *   <li>{@code begin}: connects the fake of fal, and makes two characters with a picture each.
 *   <li>{@code characters}: makes only these.
 *   <li>{@code engine FILE}: adds the engine that a file describes.
 *   <li>{@code launch BACKEND STEPS}, {@code draw BACKEND NAME}, {@code rehearse NAME}, with {@code at MOMENT} behind it to
 *       wait until a thread stands still there; a launch also takes {@code as STATE}, and the name of an engine.
 *   <li>{@code until STATE COUNT}: waits until so many runs are in a state.
 *   <li>{@code arm MOMENT}: the next thread that reaches it stands still.
 *   <li>{@code small}: has something to do for each background queue, and waits until they stand still.
 *   <li>{@code report KIND}: waits for the ends of all jobs of a kind, then prints what became of them.
 * </ul>
 */
final class KilledServer {
    static final String DONE = "DONE ";
    static final String REPORT = "REPORT ";
    static final String FIRST = "first";
    static final int STEPS = 12;
    private static final int SAVE_EVERY = 4;
    private static final int SAMPLE_EVERY = 6;
    private static final int SECONDS = 200;
    private static final List<Moment> IN_SMALL_JOBS = List.of(
            Moment.MEASURING,
            Moment.READING_PASSPORT,
            Moment.FILES_COMPARED,
            Moment.SHEET_MEASURED,
            Moment.BEGINNING_COMPARISON);

    private final ConfigurableApplicationContext context;
    private final EngineService engines;
    private final RunService runs;
    private final RehearsalService rehearsals;
    private final GenerationService generation;
    private final JdbcClient jdbc;
    private final People people;

    private KilledServer(ConfigurableApplicationContext context) {
        this.context = context;
        this.engines = context.getBean(EngineService.class);
        this.runs = context.getBean(RunService.class);
        this.rehearsals = context.getBean(RehearsalService.class);
        this.generation = context.getBean(GenerationService.class);
        this.jdbc = context.getBean(JdbcClient.class);
        this.people = context.getBean(People.class);
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals(FIRST)) {
            StandStill.at(Moment.MEASURING);
        }
        String[] settings = Arrays.copyOfRange(arguments, 1, arguments.length);
        try (ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Application.class, StandStill.class).run(settings)) {
            KilledServer server = new KilledServer(context);
            server.people.signIn(server.people.admin("Ada"));
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                server.obey(order);
                System.out.println(DONE + order);
            }
        }
    }

    private void obey(String order) throws Exception {
        String[] words = order.split(" ");
        int at = List.of(words).indexOf("at");
        Future<Void> reached =
                at < 0 ? CompletableFuture.completedFuture(null) : StandStill.at(Moment.valueOf(words[at + 1]));
        switch (words[0]) {
            case "begin" -> begin();
            case "characters" -> characters();
            case "engine" ->
                engines.add(JsonMapper.shared().readValue(Path.of(words[1]).toFile(), EngineDraft.class));
            case "until" ->
                await(() -> count("training_run where state = '" + words[1] + "'") == Long.parseLong(words[2]));
            case "launch" -> launch(words);
            case "draw" -> draw(words[1], words[2]);
            case "rehearse" -> rehearse(words[1]);
            case "arm" -> StandStill.at(Moment.valueOf(words[1]));
            case "small" -> small();
            case "report" -> report(words[1]).forEach(line -> System.out.println(REPORT + line));
            default -> throw new IllegalArgumentException(order);
        }
        reached.get(SECONDS, TimeUnit.SECONDS);
    }

    private void begin() {
        FalConnection fal = context.getBean(FalConnection.class);
        fal.connect(FakeFal.KEY);
        fal.changeConcurrency(FalConnection.MOST_AT_ONCE);
        characters();
    }

    private void characters() {
        people.signIn(mara());
        character("Ava Lindqvist", "ohwx woman", 1);
        character("Bo Ek", "bxek man", 2);
    }

    private void character(String name, String trigger, int picture) {
        CharacterId character = context.getBean(CharacterService.class)
                .create(CharacterDraft.of(name, "person", trigger, ""), LikenessBasis.SYNTHETIC)
                .id();
        context.getBean(PictureIntake.class)
                .take(
                        character,
                        "1.jpg",
                        new ByteArrayInputStream(TestPhotos.jpeg(1_024, 1_024, picture)),
                        PictureIntake.Progress.NOBODY);
    }

    private SignedInPerson mara() {
        return people.member("Mara");
    }

    private CharacterId ava() {
        return character("ava-lindqvist");
    }

    private CharacterId character(String slug) {
        return context.getBean(CharacterService.class).bySlug(slug).id();
    }

    private static TrainingSettings settings(int steps, int side, int sampleEvery, int saveEvery) {
        return new TrainingSettings(
                new TriggerWord("ohwx woman"),
                steps,
                1e-4,
                4,
                4,
                1,
                side,
                7,
                sampleEvery,
                saveEvery,
                sampleEvery == 0 ? List.of() : List.of(new SamplePrompt("ohwx woman, portrait", 7)));
    }

    private void launch(String[] words) {
        int steps = Integer.parseInt(words[2]);
        Optional<String> engine = engines.engines().stream()
                .filter(one -> one.name().equals(words[1]))
                .map(EngineCard::backend)
                .findFirst();
        TrainingSettings settings = engine.isPresent() || words[1].equals("miniature")
                ? settings(steps, engine.isPresent() ? 1_024 : 128, Math.min(SAMPLE_EVERY, steps), SAVE_EVERY)
                : settings(steps, 128, 0, 0);
        // Others would wait for an upload of their dataset that is held back.
        CharacterId whose = words[words.length - 1].equals("alone") ? character("bo-ek") : ava();
        RunId run = runs.launch(
                        new LaunchRequest(whose, engine.orElse(words[1]), settings, true, UUID.randomUUID(), null))
                .run();
        if (words.length > 4 && words[3].equals("as")) {
            RunState wanted = RunState.valueOf(words[4]);
            // One step at least, so that the server does not die before anything is known of the training.
            await(() -> {
                RunProgress now = runs.details(run).progress();
                return now.state() == wanted && (wanted != RunState.RUNNING || now.step() > 0);
            });
        }
    }

    private void draw(String backend, String name) {
        boolean miniature = backend.equals("miniature");
        int side = miniature ? 128 : 512;
        GenerationRequest.Picture one = new GenerationRequest.Picture("ohwx woman", name.hashCode(), List.of());
        GenerationRequest.Picture two =
                new GenerationRequest.Picture("ohwx woman, portrait", name.hashCode(), List.of());
        generation.submit(new GenerationRequest(
                backend,
                name,
                null,
                new PictureSettings(side, side, miniature ? 2 : 20, 3.5),
                List.of(),
                miniature ? List.of(one, two) : List.of(one),
                UUID.randomUUID()));
    }

    /** Each person has one at a time. */
    private void rehearse(String name) {
        people.signIn(people.member(name));
        rehearsals.start(ava(), settings(STEPS, 128, SAMPLE_EVERY, SAVE_EVERY), true);
        people.signIn(mara());
    }

    /** Two jobs for each: one thread stands still, so that the second one waits. */
    private void small() throws Exception {
        people.reviewer("Rita");
        List<CompletableFuture<Void>> reached =
                IN_SMALL_JOBS.stream().skip(1).map(StandStill::at).toList();
        List<String> files = IntStream.rangeClosed(1, 3)
                .mapToObj(alpha -> context.getBean(LoraFileService.class)
                        .take(
                                "style-" + alpha + ".safetensors",
                                new ByteArrayInputStream(
                                        SyntheticLora.kohyaFlux1(2, alpha).bytes())))
                .map(file -> file.file().hex())
                .sorted()
                .toList();
        for (String other : files.subList(1, 3)) {
            jdbc.sql("insert into lora_overlap (first_hash, second_hash, state, wanted_at) values (?, ?, 'WAITING', ?)")
                    .params(files.getFirst(), other, Timestamp.from(Instant.now()))
                    .update();
        }
        jdbc.sql(
                        "update file_passport set state = 'WAITING', content = null, problem = null where file_hash in (:files)")
                .param("files", files.subList(0, 2))
                .update();
        List<UUID> versions = jdbc.sql("select id from lora_version order by number fetch first 2 rows only")
                .query(UUID.class)
                .list();
        for (UUID version : versions) {
            jdbc.sql("insert into regression_check (id, character_id, new_version, state, made_at)"
                            + " values (?, ?, ?, 'WANTED', ?)")
                    .params(UUID.randomUUID(), ava().value(), version, Timestamp.from(Instant.now()))
                    .update();
            context.getBean(SheetService.class).forUploads(new VersionId(version));
        }
        queues().forEach(queue -> queue.soon(queue::look));
        for (CompletableFuture<Void> moment : reached) {
            moment.get(SECONDS, TimeUnit.SECONDS);
        }
    }

    @SuppressWarnings("rawtypes")
    private List<BackgroundQueue> queues() {
        return List.copyOf(context.getBeansOfType(BackgroundQueue.class).values());
    }

    private List<String> report(String kind) throws Exception {
        return switch (kind) {
            case "fal" -> runs(false);
            case "miniature" -> runs(true);
            case "engines" -> onEngines();
            case "rehearsals" -> {
                await(() -> count("rehearsal where state = 'RUNNING'") == 0);
                yield lines("""
                        select started_by_name || ': ' || state || ', attempt ' || attempt || ', '
                            || (select count(*) from rehearsal_line line where line.rehearsal_id = rehearsal.id)
                            || ' findings, step ' || step || ', '
                            || case when sample is null then 'no sample' else 'a sample' end
                        from rehearsal order by queued_at""");
            }
            case "pictures" -> {
                await(() -> count("generation_job where state in ('QUEUED', 'RUNNING')") == 0);
                yield lines("""
                        select purpose || ': ' || state || ', attempt ' || attempt || ', '
                            || (select count(picture) from generation_picture picture where picture.job_id = job.id)
                            || ' of ' || pictures
                        from generation_job job order by asked_at""");
            }
            default -> smallJobs();
        };
    }

    private List<String> smallJobs() throws Exception {
        await(() -> {
            queues().forEach(queue -> queue.soon(queue::look));
            return isNothingLeft();
        });
        boolean sound = RunAs.call(() ->
                context.getBean(ConsistencyCheck.class).run(progress -> {}).clean());
        return List.of(
                count("file_passport where state = 'READ'") + " passports",
                count("lora_overlap where state = 'MEASURED'") + " overlaps",
                count("picture_measure where problem is null") + " pictures measured",
                count("(select distinct sheet_id from sheet_measure where words not like '%never finished%')")
                        + " sheets measured",
                count("regression_check where state = 'DONE'") + " comparisons, "
                        + count("inbox_notice where path like 'prompts/regressions/%'") + " notices",
                "storage " + (sound ? "sound" : "broken"));
    }

    private boolean isNothingLeft() {
        try {
            for (BackgroundQueue<?> queue : queues()) {
                if (!RunAs.call(queue::waiting).isEmpty()) {
                    return false;
                }
                queue.settled().get(SECONDS, TimeUnit.SECONDS);
            }
            return true;
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }

    private long count(String what) {
        return jdbc.sql("select count(*) from " + what).query(Long.class).single();
    }

    private List<String> lines(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().pollInSameThread().atMost(SECONDS, TimeUnit.SECONDS).until(condition);
    }

    /** Those that fit, in their order, once all of them have come to an end. */
    private List<RunId> ended(Predicate<RunSummary> wanted) {
        List<RunId> ended = context.getBean(RunListService.class).newest(RunFilter.ALL, 50).stream()
                .filter(wanted)
                .sorted(Comparator.comparing(RunSummary::number))
                .map(RunSummary::id)
                .toList();
        ended.forEach(run -> await(() -> {
            RunState now = runs.details(run).state();
            return now.isOver() || now.isForAdmin();
        }));
        return ended;
    }

    private List<String> runs(boolean miniature) throws Exception {
        List<String> lines = new ArrayList<>();
        for (RunId run : ended(one -> miniature == one.backend().equals("miniature"))) {
            lines.add(miniature ? trained(run) : bought(run));
        }
        return lines;
    }

    private List<String> onEngines() throws Exception {
        people.signIn(people.admin("Ada"));
        List<String> lines = new ArrayList<>();
        for (EngineCard engine : engines.engines()) {
            for (RunId run : ended(one -> one.backend().equals(engine.backend()))) {
                lines.add(engine.name() + ", " + stored(run));
            }
            int orphans = context.getBean(EngineJobService.class)
                    .orphans(engine.backend())
                    .size();
            lines.add(engine.name() + ", " + orphans + " orphans");
        }
        return lines;
    }

    private String charges(RunDetails run) {
        SpendService spend = context.getBean(SpendService.class);
        return spend.charges(spend.thisMonth(), 0, 50).stream()
                .filter(charge -> charge.purpose().equals("Run " + run.number()))
                .map(Charge::state)
                .map(Enum::name)
                .collect(Collectors.joining(", ", "charges [", "]"));
    }

    private String stored(RunId id) throws Exception {
        RunDetails run = runs.details(id);
        BlobHash lora = run.lora();
        return run.parameters().steps() + " steps: " + run.state() + ", " + (lora == null ? 0 : tensors(lora))
                + " tensors, " + versions(id) + " version, " + charges(run);
    }

    private int tensors(BlobHash lora) throws Exception {
        return RunAs.call(() -> {
            try (InputStream in = context.getBean(BlobStore.class).open(lora);
                    SafetensorsFile file = SafetensorsFile.of(in.readAllBytes())) {
                return file.tensors().size();
            }
        });
    }

    private String bought(RunId id) throws Exception {
        RunDetails run = runs.details(id);
        return run.parameters().steps() + " steps: " + run.state() + ", " + versions(id) + " version, " + charges(run);
    }

    private String trained(RunId id) throws Exception {
        RunDetails run = runs.details(id);
        List<Integer> attempts = jdbc.sql("select from_step from run_attempt where run_id = ? order by attempt")
                .param(id.value())
                .query(Integer.class)
                .list();
        List<Integer> steps = runs.points(id).stream().map(MetricPoint::step).toList();
        boolean once = steps.equals(IntStream.rangeClosed(1, STEPS).boxed().toList());
        return run.state() + ", attempts from steps " + attempts + ", points "
                + (once ? "1 to " + STEPS + " once each" : steps) + ", samples after steps "
                + runs.samples(id).stream().map(SamplePicture::step).toList() + ", " + versions(id)
                + " version";
    }

    private long versions(RunId run) throws Exception {
        return RunAs.call(
                () -> context.getBean(VersionService.class).ofRun(run).stream().count());
    }
}
