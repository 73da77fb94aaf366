package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.api.OpenApiDocument.Operation;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.generation.jobs.FakeGenerationConfiguration.FakeWorker;
import io.understudy.identity.access.TokenScope;
import io.understudy.lora.Strength;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.LaunchResult;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.review.ReviewService;
import io.understudy.versions.sheets.SheetService;
import io.understudy.webhooks.FakeReceiver;
import io.understudy.webhooks.WebhookId;
import io.understudy.webhooks.WebhookNetworks;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sends every operation of the OpenAPI document what nobody should send; the same in every run. */
@Tag("attack")
class ApiFuzzTest extends ApiTest {
    private static final int TRIES = 25;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SOUND_TRIES = 6;
    private static final int OTHER_IDS = 7;

    /** Of what has not succeeded before: half of what may be left out is, each time. */
    private static final int MOST_SOUND_TRIES = 30;

    /** Operations that need something that no sound request has, and what that is. */
    private static final Map<String, String> NEED_MORE = Map.ofEntries(
            Map.entry("editCharacter", "a trigger word that createCharacter has not taken"),
            Map.entry("cancelGeneration", "a generation that is not over"),
            Map.entry("inspectFile", "the bytes of a LoRA file"),
            Map.entry("compareRuns", "two runs"),
            Map.entry("cancelRun", "a run that is not over"),
            Map.entry("resumeRun", "a run that stopped"),
            Map.entry("moveRun", "a run that waits"),
            Map.entry("reportMetrics", "a run that reports itself"),
            Map.entry("reportSample", "a run that reports itself"),
            Map.entry("reportFile", "a run that reports itself"),
            Map.entry("finishReportedRun", "a run that reports itself"),
            Map.entry("sendPart", "the bytes that were announced"),
            Map.entry("completeUpload", "the bytes that were announced"),
            Map.entry("tickItem", "a reviewer"),
            Map.entry("untickItem", "a reviewer"),
            Map.entry("uploadEvidence", "a reviewer"),
            Map.entry("sendVersionBack", "a reviewer"),
            Map.entry("submitVersion", "the revision that was read"),
            Map.entry("withdrawVersion", "a version in review"));

    private static final String FOREIGN = "Bea of another team";
    private static final String FOREIGN_TRIGGER = "sks woman";

    /** Words that mean something where they are sent; some, behind the name of an operation, only there. */
    private static final Map<String, String> SOUND = Map.ofEntries(
            Map.entry("name", "Cleo"),
            Map.entry("subject", "woman"),
            Map.entry("triggerWord", "zkvq woman"),
            Map.entry("slug", "cleo"),
            Map.entry("fileName", "1.jpg"),
            Map.entry("sha256", "0".repeat(64)),
            Map.entry("backend", "told"),
            Map.entry("baseModel", "flux1-dev"),
            Map.entry("model", "flux1-dev"),
            Map.entry("events", "version.approved"),
            Map.entry("createPrompt.text", "[trigger], [scene]"),
            Map.entry("changePrompt.text", "[trigger], [scene]"),
            Map.entry("concurrency", "1"),
            Map.entry("changeWebhook.name", "Dawn"),
            Map.entry("changeWebhook.format", "STANDARD"),
            Map.entry("action", "approval"),
            Map.entry("item", "face"),
            Map.entry("limit", "5"),
            Map.entry("text", "a"),
            Map.entry("size", "1000"),
            Map.entry("steps", "10"),
            Map.entry("rank", "16"),
            Map.entry("resolution", "1024"),
            Map.entry("batchSize", "1"),
            Map.entry("width", "1024"),
            Map.entry("height", "1024"),
            Map.entry("If-Match", "*"),
            Map.entry("Upload-Offset", "0"),
            Map.entry("overlapHours", "24"),
            Map.entry("Last-Event-ID", "0"));

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e400",
            "99999999999999999999",
            "null",
            "true",
            "'; drop table account; --",
            "../../etc/passwd",
            "%00",
            "\u0000",
            "\ud800",
            "\u202e",
            "<script>",
            "ALL",
            "2026-13-45T99:99:99Z",
            "*",
            "x".repeat(3_000),
            "ohwx woman",
            "ava");

    private final Random random = new Random(20);

    @Autowired
    RunFixtures stories;

    @Autowired
    TemplateService templates;

    @Autowired
    SheetService sheets;

    @Autowired
    StackService stacks;

    @Autowired
    VersionService versions;

    @Autowired
    ReviewService reviews;

    @Autowired
    ChecklistService checklist;

    @Autowired
    FakeGenerationBackend drawing;

    @Autowired
    FakeWorker worker;

    @Autowired
    WebhookNetworks networks;

    @Autowired
    BackgroundQueue<WebhookId> deliveries;

    private final FakeReceiver receiver = new FakeReceiver();
    private final List<String> foreignIds = new ArrayList<>();
    private Map<String, String> ids;
    private Map<String, String> ownIds;
    private CharacterId ava;

    @AfterEach
    void nothingIsSentAnyMore() throws Exception {
        receiver.close();
        deliveries.settled().get(1, TimeUnit.MINUTES);
    }

    @Test
    void nothingThatIsSentBreaksAnOperation() throws Exception {
        seed();
        Set<String> broken = new TreeSet<>();
        Map<String, String> others = tokensOfOthers();
        for (Operation operation : document().operations()) {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                HttpRequest.Builder request = fuzzed(operation, others.getOrDefault(scope(operation), token));
                if (request == null) {
                    continue;
                }
                Reply reply = send(request);
                if (reply.status() == 401 && scope(operation).equals(TokenScope.TOKENS.word())) {
                    others.put(TokenScope.TOKENS.word(), tokenThatRotates());
                }
                if (reply.status() >= 500 || reply.response().body().contains("Exception")) {
                    broken.add(reply.status() + " " + operation.name() + " "
                            + reply.response().request().uri());
                }
                boolean problem = reply.header("Content-Type").startsWith("application/problem+json");
                if (reply.status() >= 400 && !problem && !isRefusedByTheServerItself(reply)) {
                    broken.add("no problem: " + operation.name() + " "
                            + reply.response().request().uri());
                }
                if (attempt % 20 == 0) {
                    clock.advance(Duration.ofSeconds(61));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void aLimitedTokenSeesNothingOfOthers() throws Exception {
        seed();
        String limited = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.WRITE, TokenScope.TRAIN), ava);
        assertThat(get("/api/v1/characters/ava", limited).status()).isEqualTo(200);
        Set<String> seen = new TreeSet<>();
        for (Operation operation : document().operations()) {
            for (String path : pathsToOthers(operation)) {
                HttpRequest.Builder request = withBody(operation, request(path, limited), true);
                Reply reply = send(request);
                boolean isAbout = !path.equals(operation.path());
                if (reply.response().body().contains(FOREIGN) || (isAbout && reply.status() < 300)) {
                    seen.add(operation.name() + " at " + path);
                }
            }
            clock.advance(Duration.ofSeconds(61));
        }
        assertThat(seen).isEmpty();
    }

    /** With the ids that belong there, and with some that do not. */
    private Set<String> pathsToOthers(Operation operation) {
        Set<String> paths = new TreeSet<>();
        String own = operation.path();
        for (Map.Entry<String, String> known : about(operation, ids).entrySet()) {
            own = own.replace("{" + known.getKey() + "}", known.getValue());
        }
        paths.add(own);
        for (int other = 0; other < OTHER_IDS; other++) {
            paths.add(operation.path().replaceAll("\\{[^}]+}", foreignIds.get(random.nextInt(foreignIds.size()))));
        }
        return paths;
    }

    private static String scope(Operation operation) {
        return operation.node().path("x-token-scope").asString("");
    }

    /** By the scope that no token of Mara's has, or that ends the one that has it. */
    private Map<String, String> tokensOfOthers() {
        Map<String, String> tokens = new TreeMap<>();
        for (TokenScope scope : List.of(TokenScope.AUDIT, TokenScope.QUEUE, TokenScope.WEBHOOKS)) {
            tokens.put(scope.word(), tokenOf(people.admin("Ada"), Set.of(scope)));
        }
        tokens.put(TokenScope.TOKENS.word(), tokenThatRotates());
        return tokens;
    }

    private String tokenThatRotates() {
        return tokenOf(people.member("Nils"), Set.of(TokenScope.TOKENS));
    }

    /** A path with a character that Tomcat or the firewall refuses before the API sees it. */
    private static boolean isRefusedByTheServerItself(Reply reply) {
        return reply.status() == 400
                && reply.response().request().uri().getRawPath().contains("%");
    }

    @Test
    void soundRequestsForOnesOwnAreAnswered() throws Exception {
        seed();
        Map<String, String> others = tokensOfOthers();
        Set<String> broken = new TreeSet<>();
        Set<String> done = new TreeSet<>();
        List<Operation> operations = document().operations().stream()
                .sorted(Comparator.comparing(ApiFuzzTest::takesAway))
                .toList();
        for (Operation operation : operations) {
            String scope = scope(operation);
            String whose = others.getOrDefault(scope, token);
            boolean demanded = !scope.isEmpty() && !NEED_MORE.containsKey(id(operation));
            for (int attempt = 0;
                    attempt < (demanded && !done.contains(id(operation)) ? MOST_SOUND_TRIES : SOUND_TRIES);
                    attempt++) {
                Reply reply = send(sound(operation, whose, ownIds).request());
                if (reply.status() >= 500 || reply.response().body().contains("Exception")) {
                    broken.add(reply.status() + " " + operation.name() + " "
                            + reply.response().request().uri());
                }
                if (reply.status() < 300) {
                    done.add(id(operation));
                    if (scope.isEmpty()) {
                        broken.add("no program does this: " + operation.name());
                    }
                }
            }
            if (demanded && !done.contains(id(operation))) {
                broken.add("never answered: " + operation.name());
            }
            clock.advance(Duration.ofSeconds(61));
        }
        assertThat(broken).isEmpty();
        assertThat(operations).extracting(ApiFuzzTest::id).containsAll(NEED_MORE.keySet());
    }

    private static String id(Operation operation) {
        return operation.node().path("operationId").asString();
    }

    /** What others need comes last. */
    private static boolean takesAway(Operation operation) {
        return operation.method().equals("delete") || operation.path().endsWith("/archive");
    }

    @Test
    void noSoundRequestOfALimitedTokenGetsAForeignDatum() throws Exception {
        seed();
        String limited = tokenOf(mara, USUAL, ava);
        List<String> foreign = new ArrayList<>(ids.values());
        foreign.addAll(List.of(FOREIGN, FOREIGN_TRIGGER));
        // A number of one digit is in many an answer.
        foreign.remove(ids.get("run"));
        Set<String> broken = new TreeSet<>();
        for (Operation operation : document().operations()) {
            for (int attempt = 0; attempt < SOUND_TRIES; attempt++) {
                boolean others = attempt % 2 == 0;
                Sound sent = sound(operation, limited, others ? ids : ownIds);
                Reply reply = send(sent.request());
                String answer = reply.response().body();
                boolean isAbout =
                        ids.keySet().stream().anyMatch(name -> operation.path().contains("{" + name + "}"));
                boolean leaks = foreign.stream()
                        .anyMatch(one -> answer.contains(one) && !sent.text().contains(one));
                if (reply.status() >= 500 || leaks || (others && isAbout && reply.status() < 300)) {
                    broken.add(reply.status() + " " + sent.text());
                }
            }
            clock.advance(Duration.ofSeconds(61));
        }
        assertThat(broken).isEmpty();
    }

    /** @param text all that it says, to tell what is answered from what was sent */
    private record Sound(HttpRequest.Builder request, String text) {}

    /** What is known and what means something, by the names that this operation gives it. */
    private static Map<String, String> about(Operation operation, Map<String, String> known) {
        Map<String, String> all = new TreeMap<>(SOUND);
        all.putAll(known);
        String prefix = id(operation) + ".";
        Map<String, String> names = new TreeMap<>();
        all.forEach((name, value) -> {
            if (!name.contains(".")) {
                names.putIfAbsent(name, value);
            } else if (name.startsWith(prefix)) {
                names.put(name.substring(prefix.length()), value);
            }
        });
        return names;
    }

    /** A request of the form that the document describes, about things that are there. */
    private Sound sound(Operation operation, String token, Map<String, String> ids) {
        Map<String, String> known = about(operation, ids);
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asString();
            String value = scalar(name, document().resolved(parameter.path("schema")), known);
            boolean sent = parameter.path("required").asBoolean(false) || random.nextBoolean();
            switch (parameter.path("in").asString()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(value));
                case "query" -> {
                    if (sent && !name.equals("cursor")) {
                        query.append(query.isEmpty() ? "?" : "&")
                                .append(name)
                                .append('=')
                                .append(encoded(value));
                    }
                }
                default -> {
                    if (sent || name.equals("If-Match")) {
                        headers.add(name);
                        headers.add(value);
                    }
                }
            }
        }
        HttpRequest.Builder request = request(path + query, token);
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        String method = operation.method().toUpperCase(Locale.ROOT);
        JsonNode content = operation.node().path("requestBody").path("content");
        if (content.has("application/json")) {
            String body =
                    soundObject(document().requestSchema(operation), known).toString();
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
            return new Sound(request, operation.name() + " " + path + query + " " + body);
        }
        if (content.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/octet-stream")
                    .method(method, BodyPublishers.ofByteArray(PHOTO));
        }
        return new Sound(request, operation.name() + " " + path + query);
    }

    private ObjectNode soundObject(JsonNode schema, Map<String, String> known) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Set<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || random.nextBoolean()) {
                object.set(
                        property.getKey(),
                        soundValue(property.getKey(), document().resolved(property.getValue()), known));
            }
        });
        return object;
    }

    private JsonNode soundValue(String name, JsonNode schema, Map<String, String> known) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (schema.path("type").asString("object")) {
            case "array" -> nodes.arrayNode().add(soundValue(name, document().resolved(schema.path("items")), known));
            case "object" -> soundObject(schema, known);
            case "boolean" -> nodes.booleanNode(name.endsWith("Confirmed") || random.nextBoolean());
            case "integer" -> nodes.numberNode(Long.parseLong(scalar(name, schema, known)));
            case "number" -> nodes.numberNode(name.equals("learningRate") ? 1e-4 : 1.0);
            default -> nodes.stringNode(scalar(name, schema, known));
        };
    }

    /** As an address has it. */
    private String scalar(String name, JsonNode schema, Map<String, String> known) {
        String value = known.get(name.equals("rerunOf") ? "run" : name);
        if (name.equals("Idempotency-Key")) {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }
        if (value != null) {
            return value;
        }
        JsonNode choices = schema.path("enum");
        if (!choices.isEmpty()) {
            return choices.get(random.nextInt(choices.size())).asString();
        }
        return switch (schema.path("type").asString("string")) {
            case "integer" -> Long.toString(schema.path("minimum").asLong(0) + random.nextInt(10));
            case "boolean" -> Boolean.toString(random.nextBoolean());
            case "array" -> scalar(name, document().resolved(schema.path("items")), known);
            default ->
                switch (schema.path("format").asString("")) {
                    case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
                    case "date-time" -> "2026-11-01T00:00:00Z";
                    default -> "by the window";
                };
        };
    }

    private void seed() throws Exception {
        stories.forget();
        worker.releaseAll();
        drawing.forget();
        people.signIn(people.admin("Ada"));
        networks.change("127.0.0.0/8");
        ava = characterWithAPicture("Ava", "ohwx woman");
        CharacterId bea = characterWithAPicture(FOREIGN, FOREIGN_TRIGGER);
        ownIds = idsOf(ava, "ava", "Hers");
        ownIds.put("address", receiver.address());
        ids = idsOf(bea, "bea-of-another-team", FOREIGN);
        foreignIds.addAll(ids.values());
    }

    /** Of what a character has, by the names that addresses and bodies give it. */
    private Map<String, String> idsOf(CharacterId character, String slug, String name) throws Exception {
        Map<String, String> of = new TreeMap<>();
        String run = String.valueOf(trained(character).number());
        String address = "/api/v1/characters/" + slug;
        String version = get(address + "/versions").items("id").getFirst();
        of.put("character", slug);
        of.put("characterSlug", slug);
        of.put("run", run);
        of.put("picture", get(address + "/pictures").items("id").getFirst());
        of.put("snapshot", get(address + "/snapshots").items("id").getFirst());
        of.put("version", version);
        of.put("sha256", get("/api/v1/runs/" + run + "/samples").items("sha256").getFirst());
        VersionId approved =
                versions.ofRun(trained(character).run()).orElseThrow().id();
        new Approval(people, versions, reviews, checklist).of(approved, mara);
        of.put("fetchBundle.version", approved.value().toString());
        people.signIn(mara);
        of.put("stack", stackOf(approved, name));
        of.put("generation", generation(name));
        putWebhook(of, name);
        of.put(
                "token",
                newToken(people.member(name.equals(FOREIGN) ? "Olga" : "Nils"), Set.of(TokenScope.READ))
                        .id()
                        .value()
                        .toString());
        people.signIn(mara);
        of.put(
                "sheet",
                sheets.forUploads(new VersionId(UUID.fromString(version)))
                        .value()
                        .toString());
        of.put(
                "upload",
                post(address + "/uploads", "{\"fileName\":\"1.jpg\",\"size\":10,\"sha256\":\"" + "0".repeat(64) + "\"}")
                        .text("id"));
        of.put(
                "prompt",
                templates
                        .create(
                                TemplateDraft.of(name, "[trigger], [scene]")
                                        .with(TemplateSettings.NONE.forCharacter(character)),
                                "")
                        .id()
                        .value()
                        .toString());
        return of;
    }

    /** With a sample that no other run has. */
    private LaunchResult trained(CharacterId character) {
        people.signIn(mara);
        LaunchResult run = stories.launch(character, 10, 1e-4);
        stories.start();
        stories.steps(1, 10);
        stories.sample(10, TestPhotos.png(8, 8, (int) run.number()));
        stories.finish();
        return run;
    }

    private String stackOf(VersionId version, String name) {
        return stacks.create(new StackDraft(
                        name,
                        "",
                        new StackPlan(List.of(new StackPlan.Layer(
                                StackRole.CHARACTER, Strength.of(0.9), new LoraRef.Version(version))))))
                .id()
                .value()
                .toString();
    }

    private String generation(String words) throws Exception {
        Reply started = post(
                "/api/v1/generations", "{\"backend\":\"told\",\"prompt\":\"" + words + " in the rain\",\"seeds\":[7]}");
        assertThat(started.status()).as(started.response().body()).isEqualTo(201);
        worker.fill();
        drawing.last().draw(0);
        drawing.last().reporter.finished();
        return started.text("id");
    }

    private void putWebhook(Map<String, String> of, String name) throws Exception {
        String makers = token;
        token = tokenOf(people.admin("Ada"), Set.of(TokenScope.WEBHOOKS));
        Reply added = post(
                "/api/v1/webhooks",
                "{\"name\":\"%s\",\"address\":\"%s\",\"events\":[\"run.failed\"]}".formatted(name, receiver.address()));
        assertThat(added.status()).as(added.response().body()).isEqualTo(201);
        String address = added.header("Location");
        of.put("webhook", address.substring(address.lastIndexOf('/') + 1));
        of.put("delivery", post(address + "/test", "").text("id"));
        token = makers;
    }

    private static OpenApiDocument document() {
        return new OpenApiDocument(JSON.readTree(Path.of("docs/openapi.json")));
    }

    private HttpRequest.Builder fuzzed(Operation operation, String token) {
        Map<String, String> own = random.nextBoolean() ? about(operation, ownIds) : Map.of();
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asString();
            String value = text();
            switch (parameter.path("in").asString()) {
                case "path" ->
                    path = path.replace(
                            "{" + name + "}", encoded(own.getOrDefault(name, value.isBlank() ? "x" : value)));
                case "query" -> {
                    if (random.nextBoolean()) {
                        query.append(query.isEmpty() ? "?" : "&")
                                .append(name)
                                .append('=')
                                .append(encoded(value));
                    }
                }
                default -> {
                    if (random.nextBoolean() && value.chars().allMatch(letter -> letter > 32 && letter < 127)) {
                        headers.add(name);
                        headers.add(value);
                    }
                }
            }
        }
        if (operation.path().endsWith("/events") && own.isEmpty() && !path.contains("x")) {
            // A stream would go on; that of a run that is over does not.
            path = operation.path().replace("{run}", "0");
        }
        HttpRequest.Builder request;
        try {
            URI.create("http://localhost" + path + query);
            request = request(path + query, token);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return withBody(operation, request, false);
    }

    private HttpRequest.Builder withBody(Operation operation, HttpRequest.Builder request, boolean wellFormed) {
        String method = operation.method().toUpperCase(Locale.ROOT);
        JsonNode content = operation.node().path("requestBody").path("content");
        if (content.has("application/json")) {
            String body = wellFormed || random.nextInt(4) > 0
                    ? object(document(), document().requestSchema(operation)).toString()
                    : broken();
            return request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        }
        return content.isEmpty()
                ? request.method(method, BodyPublishers.noBody())
                : request.header("Content-Type", "application/octet-stream")
                        .method(method, BodyPublishers.ofString(text()));
    }

    private String broken() {
        List<String> bodies = List.of("", "[]", "null", "{", "7", "{\"a\":" + "[".repeat(2_000), "\"x\"", "{}{}");
        return bodies.get(random.nextInt(bodies.size()));
    }

    private ObjectNode object(OpenApiDocument document, JsonNode schema) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.path("properties").properties().forEach(property -> {
            if (random.nextInt(5) > 0) {
                object.set(property.getKey(), value(document, document.resolved(property.getValue())));
            }
        });
        return object;
    }

    private JsonNode value(OpenApiDocument document, JsonNode schema) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(8)) {
            case 0 -> nodes.nullNode();
            case 1 ->
                nodes.numberNode(
                        List.of(0L, -1L, 7L, Long.MAX_VALUE, Long.MIN_VALUE).get(random.nextInt(5)));
            case 2 -> nodes.numberNode(List.of(1e300, -0.5, 1e-12, 1.5).get(random.nextInt(4)));
            case 3 -> nodes.booleanNode(random.nextBoolean());
            case 4 -> {
                ArrayNode array = nodes.arrayNode();
                array.add(object(document, document.resolved(schema.path("items"))));
                yield array;
            }
            case 5 -> nodes.objectNode().put(text(), text());
            default -> nodes.stringNode(text());
        };
    }

    private String text() {
        if (random.nextInt(4) == 0 && !foreignIds.isEmpty()) {
            return foreignIds.get(random.nextInt(foreignIds.size()));
        }
        return random.nextInt(12) == 0
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
