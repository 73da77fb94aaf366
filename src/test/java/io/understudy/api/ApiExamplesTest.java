package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.bundle.Hashes;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.quality.ImmediateMeasuring;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.generation.jobs.FakeGenerationConfiguration.FakeWorker;
import io.understudy.identity.People;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.TokenScope;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.training.queue.FakeTrainingBackend;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.measures.SheetMeasuringJob;
import io.understudy.webhooks.FakeReceiver;
import io.understudy.webhooks.WebhookId;
import io.understudy.webhooks.WebhookNetworks;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The examples of the OpenAPI document are requests and answers of this test. After a change of one of them,
 * {@code -Dunderstudy.examples=src/main/resources/io/understudy/api/examples.json} writes them again.
 */
@Tag("once")
class ApiExamplesTest extends ApiTest {
    private static final String AVA = "/api/v1/characters/ava";
    private static final byte[] LORA = SyntheticLora.small("ava").bytes();
    private static final String TICK = """
            {"note":"Looked at all samples.","evidence":[{"kind":"FACT","words":"Holds in all twelve pictures."}]}""";
    private static final Path KEPT = Path.of("src/main/resources/io/understudy/api/examples.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Autowired
    RunFixtures stories;

    @Autowired
    FakeTrainingBackend told;

    @Autowired
    FakeGenerationBackend drawing;

    @Autowired
    FakeWorker worker;

    @Autowired
    SheetMeasuringJob measuring;

    @Autowired
    ImmediateMeasuring pictures;

    @Autowired
    VersionService versions;

    @Autowired
    WebhookNetworks networks;

    @Autowired
    BackgroundQueue<WebhookId> deliveries;

    private final FakeReceiver receiver = new FakeReceiver();
    private final Map<String, JsonNode> examples = new TreeMap<>();

    @BeforeEach
    void nothingRuns() {
        stories.forget();
        worker.releaseAll();
        drawing.forget();
    }

    @AfterEach
    void settled() throws Exception {
        receiver.close();
        deliveries.settled().get(1, TimeUnit.MINUTES);
        measuring.settled().get(60, TimeUnit.SECONDS);
    }

    @Test
    void theKeptExamplesAreWhatTheServerTakesAndGives() throws Exception {
        theDataset();
        String run = theRun();
        theVersion(run);
        thePrompts();
        theRunElsewhere();
        theProduction();
        theTokens();
        theWebhooks();
        theQueue();
        got("listAuditRows", "/api/v1/audit?limit=1", tokenOf(people.admin("Ada"), Set.of(TokenScope.AUDIT)));

        String rewrite = System.getProperty("understudy.examples");
        if (rewrite != null) {
            Files.writeString(Path.of(rewrite), asElsewhere(JSON.writeValueAsString(examples)) + "\n");
        }
        assertThat(shape(JSON.valueToTree(examples))).isEqualTo(shape(JSON.readTree(KEPT)));
    }

    private void theDataset() throws Exception {
        got("me", "/api/v1/me");
        posted(
                "createCharacter",
                "/api/v1/characters",
                "{\"name\":\"Ava\",\"subject\":\"woman\",\"triggerWord\":\"ohwx woman\",\"likenessBasis\":\"SYNTHETIC\"}");
        Reply read = got("getCharacter", AVA);
        changed(
                "editCharacter",
                AVA,
                "{\"name\":\"Ava\",\"subject\":\"woman\",\"triggerWord\":\"ohwx woman\",\"description\":\"tall\"}",
                read.header("ETag"));
        keep("archiveCharacter", null, post(AVA + "/archive", ""));
        keep("restoreCharacter", null, post(AVA + "/restore", ""));
        got("listCharacters", "/api/v1/characters");
        keep("uploadPictures", null, upload(AVA + "/pictures?fileName=1.jpg", PHOTO));
        String picture = "/api/v1/pictures/"
                + got("listPictures", AVA + "/pictures").items("id").getFirst();
        got("getPicture", picture);
        Reply caption = got("getCaption", picture + "/caption");
        changed(
                "writeCaption",
                picture + "/caption",
                "{\"text\":\"ohwx woman, portrait by the window\"}",
                caption.header("ETag"));
        changed("includePicture", picture + "/inclusion", "{\"included\":true}", "*");
        changed("repeatPicture", picture + "/repeats", "{\"repeats\":2}", "*");
        String unread = get(picture).header("ETag");
        send(request(picture, token).header("If-Match", unread).DELETE());
        keep("restorePicture", null, post(picture + "/restore", ""));
        posted(
                "beginUpload",
                AVA + "/uploads",
                "{\"fileName\":\"more.zip\",\"size\":20000000,\"sha256\":\"" + "0".repeat(64) + "\"}");
        theUploadInParts();
        posted("freezeSnapshot", AVA + "/snapshots", "{\"fewerPicturesConfirmed\":true}");
        String snapshot = got("listSnapshots", AVA + "/snapshots").items("id").getFirst();
        got("getSnapshot", "/api/v1/snapshots/" + snapshot);
        got("getSnapshotRecall", "/api/v1/snapshots/" + snapshot + "/recall");
        pictures.all();
        got("getMeasures", AVA + "/measures");
    }

    private void theUploadInParts() throws Exception {
        byte[] photo = TestPhotos.jpeg(1_024, 1_024, 2);
        String upload = post(
                        AVA + "/uploads",
                        "{\"fileName\":\"2.jpg\",\"size\":%d,\"sha256\":\"%s\"}"
                                .formatted(photo.length, Hashes.hex(photo)))
                .header("Location");
        int half = photo.length / 2;
        keep("sendPart", null, part(upload, 0, Arrays.copyOf(photo, half)));
        got("getUpload", upload);
        got("listUploads", AVA + "/uploads");
        part(upload, half, Arrays.copyOfRange(photo, half, photo.length));
        keep("completeUpload", null, post(upload + "/complete", ""));
    }

    private Reply part(String upload, int offset, byte[] bytes) throws Exception {
        return send(request(upload, token)
                .header("Content-Type", "application/octet-stream")
                .header("Upload-Offset", String.valueOf(offset))
                .method("PATCH", BodyPublishers.ofByteArray(bytes)));
    }

    private String theRun() throws Exception {
        got("listBackends", "/api/v1/backends");
        posted("estimateRun", AVA + "/runs/estimate", "{\"backend\":\"told\",\"steps\":10}");
        String run = posted(
                        "launchRun",
                        AVA + "/runs",
                        "{\"backend\":\"told\",\"steps\":10,\"sampleEvery\":5,\"saveEvery\":5,\"fewerPicturesConfirmed\":true}")
                .header("Location");
        got("listQueues", "/api/v1/queue");
        people.signIn(mara);
        stories.start();
        told.last().reporter.log("step 1 of 10");
        stories.steps(1, 10);
        stories.sample(10);
        stories.checkpoint(10);
        stories.finish();
        got("getRun", run);
        got("listRuns", "/api/v1/runs?limit=1");
        got("readLog", run + "/log?limit=1");
        got("readMetrics", run + "/metrics?afterStep=9");
        got("listSamples", run + "/samples");
        got("listCheckpoints", run + "/checkpoints");
        return run;
    }

    private void theVersion(String run) throws Exception {
        Reply versions = got("listVersions", AVA + "/versions");
        String version = "/api/v1/versions/" + versions.items("id").getFirst();
        got("getVersion", version);
        got("getVersions", "/api/v1/versions?version=" + versions.items("id").getFirst());
        got("readChecklist", version + "/checklist");
        got("getReview", version + "/review");
        theSteps(version);
        got("getRecall", version + "/recall");
        got("listReviews", "/api/v1/reviews");
        String number = run.replaceAll(".*/", "");
        stories.launch(characters.bySlug("ava").id(), 10, 2e-4);
        String second = get("/api/v1/runs?limit=1").items("number").getFirst();
        keep("cancelRun", null, post("/api/v1/runs/" + second + "/cancel", ""));
        got("compareRuns", "/api/v1/runs/comparison?run=" + number + "&run=" + second);
        keep("resumeRun", null, post("/api/v1/runs/" + second + "/resume", ""));
        assertThat(post("/api/v1/runs/" + second + "/cancel", "").status()).isEqualTo(200);
        keep("archiveRun", null, post("/api/v1/runs/" + second + "/archive", ""));
        keep("restoreRun", null, post("/api/v1/runs/" + second + "/restore", ""));

        String sheet = posted("makeSheet", version + "/sheets", "{\"backend\":\"told\"}")
                .header("Location");
        worker.fill();
        drawing.last().drawAll();
        drawing.last().reporter.finished();
        got("getSheet", sheet);
        got("listSheets", AVA + "/sheets");
    }

    private void theSteps(String version) throws Exception {
        String item = version + "/checklist/"
                + get(version + "/checklist").items("key").getFirst();
        String revision = get(version + "/review").header("ETag");
        keep("submitVersion", null, post(version + "/submit", "", "If-Match", revision));
        posted("comment", version + "/comments", "{\"words\":\"The left hand has six fingers.\"}");
        got("listComments", version + "/comments");
        String makers = token;
        token = tokenOf(people.reviewer("Jon"), Set.of(TokenScope.READ, TokenScope.REVIEW));
        String open = got("getChecklistItem", item).header("ETag");
        Reply ticked = post(item + "/tick", TICK, "If-Match", open);
        keep("tickItem", TICK, ticked);
        String why = "{\"reason\":\"Not in profile.\"}";
        keep("untickItem", why, post(item + "/untick", why, "If-Match", ticked.header("ETag")));
        keep("uploadEvidence", null, upload(version + "/evidence?kind=PICTURE&fileName=1.jpg", PHOTO));
        token = makers;
        revision = get(version + "/review").header("ETag");
        keep("withdrawVersion", null, post(version + "/withdraw", "", "If-Match", revision));
    }

    private void thePrompts() throws Exception {
        String prompt = posted("createPrompt", "/api/v1/prompts", """
                        {"name":"Pier","text":"[trigger] [subject], [scene]"}""").header("Location");
        changed("changePrompt", prompt, """
                {"name":"Pier at night","text":"[trigger] [subject], [scene], in {outfit}","message":"With clothes",
                 "variables":[{"name":"outfit","usual":"a red coat","suggestions":["a scarf"]}],
                 "loras":[{"role":"CHARACTER","strength":0.9}],"width":1024,"height":1024}""", get(prompt).header("ETag"));
        got("listPrompts", "/api/v1/prompts?text=pier");
        got("getPrompt", prompt);
        posted("fillPrompt", prompt + "/fill?character=ava", "{\"scene\":\"on a pier at night\"}");
        got("listGenerationBackends", "/api/v1/generation-backends");
        String generation = posted(
                        "startGeneration",
                        "/api/v1/generations",
                        "{\"backend\":\"told\",\"prompt\":\"ohwx woman, on a pier at night\",\"seeds\":[1]}")
                .header("Location");
        worker.fill();
        drawing.last().draw(0);
        drawing.last().reporter.finished();
        got("getGeneration", generation);
        got("listGenerations", "/api/v1/generations");
        String unwanted = post(
                        "/api/v1/generations",
                        "{\"backend\":\"told\",\"prompt\":\"ohwx woman, rain\",\"seeds\":[7,42]}")
                .header("Location");
        worker.fill();
        drawing.last().draw(1);
        keep("cancelGeneration", null, post(unwanted + "/cancel", ""));
        theStack();
    }

    private void theStack() throws Exception {
        String lora = "v-" + get(AVA + "/versions").items("id").getFirst();
        String layers =
                "\"layers\":[{\"role\":\"CHARACTER\",\"strength\":0.9,\"lora\":\"%s\"},{\"role\":\"STYLE\",\"strength\":0.5}]}"
                        .formatted(lora);
        String stack = posted("createStack", "/api/v1/stacks", "{\"name\":\"Ava in print\"," + layers)
                .header("Location");
        changed(
                "changeStack",
                stack,
                "{\"name\":\"Ava on film\",\"note\":\"soft\"," + layers,
                get(stack).header("ETag"));
        String read = got("getStack", stack).header("ETag");
        got("listStacks", "/api/v1/stacks?text=film");
        assertThat(send(request(stack, token).header("If-Match", read).DELETE()).status())
                .isEqualTo(204);
        keep("restoreStack", null, post(stack + "/restore", ""));
        keep("inspectFile", null, upload("/api/v1/passports", LORA));
    }

    private void theRunElsewhere() throws Exception {
        String snapshot = get(AVA + "/snapshots").items("id").getFirst();
        String run = posted("startReportedRun", AVA + "/reported-runs", """
                        {"snapshot":"%s","baseModel":"flux1-dev","steps":1200,"learningRate":1e-4,"rank":16,"alpha":16,
                         "batchSize":1,"resolution":1024,"seed":7,
                         "samplePrompts":[{"prompt":"ohwx woman, portrait"}]}""".formatted(snapshot))
                .header("Location");
        posted("reportMetrics", run + "/metrics", "{\"points\":[{\"step\":50,\"loss\":0.41}]}");
        String whole = post(AVA + "/reported-runs", """
                        {"snapshot":"%s","baseModel":"flux1-dev","steps":10,"learningRate":1e-4,"rank":1,"alpha":1,
                         "batchSize":1,"resolution":1024,"seed":7,"sampleEvery":1,
                         "samplePrompts":[{"prompt":"ohwx woman, portrait"}]}""".formatted(snapshot)).header("Location");
        post(whole + "/metrics", "{\"points\":[{\"step\":4,\"loss\":0.4}]}");
        keep("reportSample", null, upload(whole + "/samples?step=4", PHOTO));
        keep(
                "reportFile",
                null,
                upload(whole + "/file", SyntheticLora.kohyaFlux1(1, 1).bytes()));
        keep("finishReportedRun", null, post(whole + "/finish", ""));
    }

    /** What only people do in their sessions, and what a program finds afterwards. */
    private void theProduction() throws Exception {
        VersionId id = versions.ofRun(stories.finished(characterWithAPicture("Nora", "sks woman"), 10, 1e-4)
                        .run())
                .orElseThrow()
                .id();
        String version = "/api/v1/versions/" + id.value();
        theReview(version);
        // So that one decision is the last.
        clock.advance(Duration.ofSeconds(1));
        people.admin("Ines");
        Session ines = new Session("ines@example.org");
        String proof = "{\"password\":\"" + People.PASSWORD + "\"}";
        decided("signVersion", ines, version + "/approval", proof, revision(version));
        String model = got("listProduction", "/api/v1/characters/nora/production")
                .items("baseModel")
                .getFirst();
        got("listAllProduction", "/api/v1/production");
        got("listDecisions", "/api/v1/decisions?limit=1");
        assertThat(get("/api/v1/characters/nora/production/" + model + "/file").status())
                .isEqualTo(200);
        String snapshot = "/api/v1/snapshots/"
                + get("/api/v1/characters/nora/snapshots").items("id").getFirst();
        String reason = "{\"reason\":\"A photo was not ours.\",\"password\":\"" + People.PASSWORD + "\"}";
        decided("recallSnapshot", ines, snapshot + "/recall", reason, null);
        got("listRecalls", "/api/v1/recalls");
        decided("reinstateSnapshot", ines, snapshot + "/reinstate", reason, null);
        decided("revokeVersion", ines, version + "/revoke", reason, revision(version));
    }

    private void theReview(String version) throws Exception {
        String makers = token;
        String reviewers = tokenOf(people.reviewer("Jon"), Set.of(TokenScope.READ, TokenScope.REVIEW));
        assertThat(post(version + "/submit", "", "If-Match", "*").status()).isEqualTo(200);
        token = reviewers;
        String back = "{\"reason\":\"The left hand has six fingers.\"}";
        keep("sendVersionBack", back, post(version + "/send-back", back, "If-Match", revision(version)));
        token = makers;
        assertThat(post(version + "/submit", "", "If-Match", "*").status()).isEqualTo(200);
        token = reviewers;
        for (String key : get(version + "/checklist").items("key")) {
            assertThat(post(version + "/checklist/" + key + "/tick", TICK, "If-Match", "*")
                            .status())
                    .isEqualTo(200);
        }
        token = makers;
        assertThat(new Session("jon@example.org")
                        .post(version + "/sign-off", "", "If-Match", revision(version))
                        .statusCode())
                .isEqualTo(200);
    }

    private void theTokens() throws Exception {
        String before = token;
        token = tokenOf(people.member("Nils"), Set.of(TokenScope.TOKENS));
        got("listTokens", "/api/v1/tokens");
        posted("rotateToken", "/api/v1/tokens/rotation", "{\"overlapHours\":24}");
        token = before;
    }

    private void theWebhooks() throws Exception {
        String before = token;
        people.signIn(people.admin("Ada"));
        networks.change("127.0.0.0/8");
        token = tokenOf(people.admin("Ada"), Set.of(TokenScope.WEBHOOKS));
        String webhook = posted(
                        "createWebhook",
                        "/api/v1/webhooks",
                        "{\"name\":\"Pipeline\",\"address\":\"%s\",\"format\":\"STANDARD\",\"events\":[\"version.approved\"]}"
                                .formatted(receiver.address()))
                .header("Location");
        got("listWebhooks", "/api/v1/webhooks");
        Reply read = got("getWebhook", webhook);
        changed(
                "changeWebhook",
                webhook,
                "{\"name\":\"Render farm\",\"events\":[\"version.approved\",\"production.changed\"]}",
                read.header("ETag"));
        String message = webhook + "/deliveries/"
                + keep("testWebhook", null, post(webhook + "/test", "")).text("id");
        got("listDeliveries", webhook + "/deliveries");
        got("getDelivery", message);
        // What waits is answered as such.
        receiver.holdsAnswers();
        keep("sendDeliveryAgain", null, post(message + "/send-again", ""));
        receiver.close();
        deliveries.settled().get(1, TimeUnit.MINUTES);
        keep("rotateWebhookSecret", null, post(webhook + "/secret", ""));
        keep("pauseWebhook", null, post(webhook + "/pause", ""));
        keep("resumeWebhook", null, post(webhook + "/resume", ""));
        token = before;
    }

    private void theQueue() throws Exception {
        people.signIn(mara);
        CharacterId nora = characters.bySlug("nora").id();
        stories.launch(nora, 10, 1e-4);
        long last = stories.launch(nora, 10, 2e-4).number();
        String before = token;
        token = tokenOf(people.admin("Ada"), Set.of(TokenScope.QUEUE));
        posted("moveRun", "/api/v1/runs/" + last + "/move", "{\"move\":\"FIRST\"}");
        posted("pauseQueue", "/api/v1/queue/told/pause", "{\"reason\":\"The GPU is too hot.\"}");
        keep("resumeQueue", null, post("/api/v1/queue/told/resume", ""));
        changed("changeConcurrency", "/api/v1/queue/told/concurrency", "{\"concurrency\":2}", "*");
        token = before;
    }

    private String revision(String version) throws Exception {
        return get(version + "/review").header("ETag");
    }

    private void decided(String operation, Session admin, String path, String body, String revision) throws Exception {
        HttpResponse<String> answer =
                revision == null ? admin.post(path, body) : admin.post(path, body, "If-Match", revision);
        keep(operation, body.replace(People.PASSWORD, "…"), reply(answer));
    }

    private Reply got(String operation, String path) throws Exception {
        return got(operation, path, token);
    }

    private Reply got(String operation, String path, String secret) throws Exception {
        return keep(operation, null, get(path, secret));
    }

    private Reply posted(String operation, String path, String body) throws Exception {
        return keep(operation, body, post(path, body));
    }

    private Reply changed(String operation, String path, String body, String revision) throws Exception {
        return keep(
                operation,
                body,
                send(request(path, token)
                        .header("Content-Type", "application/json")
                        .header("If-Match", revision)
                        .PUT(BodyPublishers.ofString(body))));
    }

    private Reply keep(String operation, String body, Reply reply) {
        assertThat(reply.status()).as(operation + " " + reply.response().body()).isBetween(200, 201);
        ObjectNode example = JSON.createObjectNode();
        if (body != null) {
            example.set("request", JSON.readTree(body));
        }
        examples.put(operation, example.set("answer", shortened(reply.body())));
        return reply;
    }

    /** A reader needs no third row of a list to see what a row is. */
    private static JsonNode shortened(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> shortened(property.getValue()));
        }
        if (node instanceof ArrayNode list) {
            while (list.size() > 2) {
                list.remove(2);
            }
            list.forEach(ApiExamplesTest::shortened);
        }
        return node;
    }

    /** With the address and the backend of a team instead of those of a test. */
    private static String asElsewhere(String json) {
        return json.replaceAll("http://localhost:\\d+", "https://understudy.example.org")
                .replaceAll("http://127\\.0\\.0\\.1:\\d+", "https://hooks.example.org")
                .replaceAll("whsec_[A-Za-z0-9+/=]+", "whsec_…")
                .replaceAll(AccessTokenService.PREFIX + "[A-Za-z0-9_-]+", AccessTokenService.PREFIX + "…")
                .replace("\"told\"", "\"gpu-host\"")
                .replace("Told backend", "GPU host")
                .replaceAll("(Does|Draws) what the test says", "Runs on the team's GPU host");
    }

    /** Without the words and numbers, which differ each time. */
    private static Object shape(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> properties = new TreeMap<>();
            node.properties().forEach(property -> properties.put(property.getKey(), shape(property.getValue())));
            return properties;
        }
        if (node.isArray()) {
            return node.valueStream().map(ApiExamplesTest::shape).distinct().toList();
        }
        return node.getNodeType().name();
    }
}
