package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.People;
import io.understudy.identity.access.TokenScope;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document at {@code docs/openapi.json} is what clients were written for. After a change that breaks none of them,
 * {@code -Dunderstudy.openapi=docs/openapi.json} writes it again.
 */
@Tag("once")
class OpenApiTest extends ApiTest {
    private static final Path KEPT = Path.of("docs/openapi.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** With its Javadoc and the name that it has in the document. */
    private static final Pattern RECORD = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*+)\\*/\\s*(?:@Schema\\(name = \"(\\w+)\"\\)\\s*)?(?:public |private )?"
                    + "record (\\w+)(?:<\\w+>)?\\(",
            Pattern.DOTALL);

    private static final Pattern PROPERTY =
            Pattern.compile("@param (\\w+)\\s+((?:(?!@param|@return|@throws).)*+)", Pattern.DOTALL);

    /** Operations without an example of their answer, and what that is. */
    private static final Map<String, String> WITHOUT_JSON = Map.of(
            "fetchProductionFile", "the bytes of a file",
            "fetchImage", "the bytes of a picture",
            "fetchBundle", "a zip",
            "followRun", "a stream of events",
            "followLog", "a stream of events",
            "removePicture", "nothing",
            "deleteUpload", "nothing",
            "deleteStack", "nothing",
            "deleteWebhook", "nothing",
            "revokeToken", "nothing");

    @Autowired
    WebApplicationContext web;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping addresses;

    @Test
    void noClientThatWasWrittenForTheKeptDocumentBreaks() throws Exception {
        OpenApiDocument kept = new OpenApiDocument(JSON.readTree(KEPT));

        assertThat(kept.operations()).hasSizeGreaterThan(25);
        assertThat(kept.brokenBy(now())).isEmpty();
    }

    @Test
    void theKeptDocumentIsTheOneThatTheServerGives() throws Exception {
        String now = JSON.writeValueAsString(now().root()) + "\n";
        String rewrite = System.getProperty("understudy.openapi");
        if (rewrite != null) {
            Files.writeString(Path.of(rewrite), now);
        }

        assertThat(now).isEqualTo(Files.readString(KEPT));
    }

    @Test
    void whatBreaksAClientIsNoticed() throws Exception {
        OpenApiDocument kept = new OpenApiDocument(JSON.readTree(KEPT));
        ObjectNode changed = (ObjectNode) JSON.readTree(KEPT);
        ((ObjectNode) changed.path("paths")).remove("/api/v1/me");
        JsonNode schemas = changed.path("components").path("schemas");
        ((ObjectNode) schemas.path("Character").path("properties")).remove("slug");
        ((ObjectNode) schemas.path("NewCharacter")).putArray("required").add("slug");
        JsonNode list = changed.path("paths").path("/api/v1/queue").path("get");
        ((ObjectNode) list.path("responses")).remove("200");
        ((ObjectNode) changed.path("paths")
                        .path("/api/v1/runs/{run}")
                        .path("get")
                        .path("parameters")
                        .path(0)
                        .path("schema"))
                .put("type", "string");

        ((ObjectNode) changed.path("paths").path("/api/v1/characters").path("post")).put("x-token-scope", "train");
        JsonNode limit = changed.path("paths")
                .path("/api/v1/characters")
                .path("get")
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("name").asString("").equals("limit"))
                .findFirst()
                .orElseThrow()
                .path("schema");
        ((ObjectNode) limit).put("maximum", 100).put("minimum", 0);
        ((ArrayNode) schemas.path("NewCharacter")
                        .path("properties")
                        .path("likenessBasis")
                        .path("enum"))
                .remove(0);
        ((ObjectNode) schemas.path("Sample")).putArray("required").add("prompt").add("seed");
        JsonNode paths = changed.path("paths");
        ((ObjectNode) paths.path("/api/v1/characters").path("get")).put("operationId", "findCharacters");
        ObjectNode pictures = (ObjectNode) paths.path("/api/v1/characters/{character}/pictures")
                .path("post")
                .path("requestBody")
                .path("content");
        pictures.set("image/jpeg", pictures.remove("application/octet-stream"));
        ((ObjectNode) paths.path("/api/v1/characters/{character}/archive").path("post"))
                .putObject("requestBody")
                .put("required", true);
        ((ObjectNode) paths.path("/api/v1/runs/{run}")
                        .path("get")
                        .path("responses")
                        .path("200")
                        .path("headers"))
                .remove("ETag");

        assertThat(kept.brokenBy(new OpenApiDocument(changed)))
                .containsExactlyInAnyOrder(
                        "POST /api/v1/characters has another scope",
                        "GET /api/v1/characters has another operationId",
                        "POST /api/v1/characters/{character}/pictures takes another body",
                        "POST /api/v1/characters/{character}/archive needs a body",
                        "GET /api/v1/runs/{run} no longer answers 200 with ETag",
                        "GET /api/v1/characters query parameter limit has another maximum",
                        "NewCharacter.likenessBasis no longer takes \"SYNTHETIC\"",
                        "Sample needs seed",
                        "GET /api/v1/me is gone",
                        "Character.slug is gone",
                        "GET /api/v1/queue has another answer 200",
                        "GET /api/v1/runs/{run} has another type of path parameter run",
                        "NewCharacter needs slug");
        assertThat(kept.brokenBy(kept)).isEmpty();
    }

    @Test
    void anAnswerThatPromisesLessBreaksAClientAndOneThatSaysMoreDoesNot() throws Exception {
        OpenApiDocument kept = new OpenApiDocument(JSON.readTree("""
                {"paths": {"/a": {"get": {"responses": {"200": {"content": {"application/json": {"schema":
                  {"$ref": "#/components/schemas/A"}}}}}}}},
                 "components": {"schemas": {"A": {"type": "object", "required": ["kind", "size"], "properties": {
                  "kind": {"type": "string", "enum": ["ONE"]}, "size": {"type": "integer"}}}}}}
                """));
        ObjectNode less = (ObjectNode) kept.root().deepCopy();
        ObjectNode schema = (ObjectNode) less.at("/components/schemas/A");
        schema.putArray("required").add("size");
        ((ObjectNode) schema.at("/properties/size"))
                .putArray("type")
                .add("integer")
                .add("null");
        ObjectNode more = (ObjectNode) kept.root().deepCopy();
        ((ArrayNode) more.at("/components/schemas/A/properties/kind/enum")).add("TWO");

        assertThat(kept.brokenBy(new OpenApiDocument(less)))
                .containsExactlyInAnyOrder("A.kind can be left out", "A.size can be null");
        assertThat(kept.brokenBy(new OpenApiDocument(more))).isEmpty();
    }

    @Test
    void itDescribesTheApiAndNothingElse() throws Exception {
        assertThat(now().root().path("openapi").asString()).startsWith("3.1");
        assertThat(now().operations()).allMatch(operation -> operation.path().startsWith("/api/v1/"));
        assertThat(now().operations())
                .allSatisfy(
                        operation -> assertThat(operation.node().path("summary").asString(""))
                                .as(operation.name())
                                .isNotEmpty());
    }

    @Test
    void everyParameterIsDescribed() throws Exception {
        assertThat(now().operations())
                .allSatisfy(operation -> assertThat(operation.node().path("parameters"))
                        .allSatisfy(parameter -> assertThat(
                                        parameter.path("description").asString(""))
                                .as("%s of %s", parameter.path("name").asString(), operation.name())
                                .isNotEmpty()));
    }

    @Test
    void anAnswerSaysWhatItAlwaysHasAndWhatCanBeNull() throws Exception {
        JsonNode schemas = now().root().at("/components/schemas");

        assertThat(words(schemas.at("/Run/required"))).contains("number", "loss");
        assertThat(words(schemas.at("/Run/properties/loss/type"))).containsExactly("number", "null");
        assertThat(schemas.at("/Run/properties/number/type").asString()).isEqualTo("integer");
        assertThat(OpenApiDocument.canBeNull(schemas.at("/Me/properties/token")))
                .isTrue();
        assertThat(schemas.at("/Character/properties/likenessBasis/enum"))
                .anyMatch(JsonNode::isNull)
                .anyMatch(basis -> basis.asString("").equals("SYNTHETIC"));
        assertThat(words(schemas.at("/ItemPageRunLine/required"))).containsExactly("items", "next");
        assertThat(words(schemas.at("/NewRun/required"))).containsExactly("backend");
        Set<String> asked = now().schemasOf("requestBody");
        assertThat(now().schemasOf("responses"))
                .filteredOn(name -> !asked.contains(name) && !name.equals("Problem"))
                .hasSizeGreaterThan(60)
                .allSatisfy(name -> assertThat(words(schemas.path(name).path("required")))
                        .as(name)
                        .hasSameSizeAs(schemas.path(name).path("properties").properties()));
    }

    @Test
    void whatIsReadCanBePutUnderTheSameNames() throws Exception {
        assertThat(now().putButNotRead())
                .as("but for what a change alone has")
                .containsExactly("/api/v1/prompts/{prompt} message");
    }

    @Test
    void aStreamSaysWhatItsEventsCarry() throws Exception {
        JsonNode root = now().root();
        JsonNode progress = root.at("/paths/~1api~1v1~1runs~1{run}~1events/get/responses/200");
        JsonNode log = root.at("/paths/~1api~1v1~1runs~1{run}~1log~1events/get/responses/200");

        for (JsonNode stream : List.of(progress, log)) {
            assertThat(stream.at("/content/text~1event-stream/schema/type").asString(""))
                    .isEqualTo("string");
        }
        assertThat(progress.path("x-event-data").findValuesAsString("$ref"))
                .containsExactly("#/components/schemas/RunMetric", "#/components/schemas/RunStateEvent");
        assertThat(log.path("x-event-data").findValuesAsString("$ref"))
                .containsExactly("#/components/schemas/RunLogLine");
        JsonNode schemas = root.at("/components/schemas");
        assertThat(words(schemas.at("/RunStateEvent/required"))).contains("number", "state", "loss");
        assertThat(words(schemas.at("/RunStateEvent/properties/loss/type"))).containsExactly("number", "null");
        assertThat(schemas.has("SseEmitter")).isFalse();
    }

    @Test
    void noNameBelongsToTwoRecords() {
        Map<String, Set<Class<?>>> claimed = new TreeMap<>();
        addresses.getHandlerMethods().values().stream()
                .filter(method -> method.getBeanType().getName().startsWith("io.understudy.api."))
                .forEach(method -> {
                    addRecords(method.getMethod().getGenericReturnType(), claimed);
                    Stream.of(method.getMethodParameters())
                            .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                            .forEach(body -> addRecords(body.getGenericParameterType(), claimed));
                });

        assertThat(claimed)
                .hasSizeGreaterThan(60)
                .allSatisfy((name, records) -> assertThat(records).as(name).hasSize(1));
    }

    private static void addRecords(Type type, Map<String, Set<Class<?>>> claimed) {
        if (type instanceof ParameterizedType several) {
            Stream.of(several.getActualTypeArguments()).forEach(argument -> addRecords(argument, claimed));
        } else if (type instanceof Class<?> record
                && record.isRecord()
                && claimed.computeIfAbsent(AnswerSchemas.name(record), name -> new HashSet<>())
                        .add(record)) {
            Stream.of(record.getRecordComponents()).forEach(part -> addRecords(part.getGenericType(), claimed));
        }
    }

    private static List<String> words(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void anAnswerHasItsHeaders() throws Exception {
        JsonNode paths = now().root().path("paths");

        assertThat(headers(paths.at("/~1api~1v1~1runs/get/responses/200")))
                .containsExactlyInAnyOrder("Link", "RateLimit", "RateLimit-Policy");
        assertThat(headers(paths.at("/~1api~1v1~1runs~1{run}/get/responses/200")))
                .containsExactlyInAnyOrder("ETag", "RateLimit", "RateLimit-Policy");
        assertThat(headers(paths.at("/~1api~1v1~1characters~1{character}~1runs/post/responses/201")))
                .containsExactlyInAnyOrder("Idempotent-Replayed", "Location", "RateLimit", "RateLimit-Policy");
        assertThat(headers(paths.at("/~1api~1v1~1uploads~1{upload}/patch/responses/200")))
                .contains("Upload-Offset");
        assertThat(headers(paths.at("/~1api~1v1~1me/get/responses/default"))).containsExactly("Retry-After");
        assertThat(now().root().at("/components/headers/Link/description").asString(""))
                .isNotEmpty();
    }

    private static Set<String> headers(JsonNode answer) {
        return answer.path("headers").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** {@code -Dunderstudy.descriptions=src/main/resources/io/understudy/api/schemas.properties} writes them again. */
    @Test
    void itsWordsAboutPropertiesAreThoseOfTheJavadoc() throws Exception {
        JsonNode schemas = now().root().at("/components/schemas");
        Map<String, String> written = new TreeMap<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/understudy/api"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                RECORD.matcher(Files.readString(source)).results().forEach(record -> {
                    String name = Objects.requireNonNullElse(record.group(2), record.group(3));
                    PROPERTY.matcher(record.group(1).replaceAll("\\n\\s*\\* ?", "\n"))
                            .results()
                            .filter(property ->
                                    schemas.path(name).path("properties").has(property.group(1)))
                            .forEach(property -> written.put(
                                    name + "." + property.group(1),
                                    property.group(2)
                                            .replaceAll("\\{@\\w+ #?([^}]*)\\}", "$1")
                                            .strip()
                                            .replaceAll("\\s+", " ")));
                });
            }
        }
        String rewrite = System.getProperty("understudy.descriptions");
        if (rewrite != null) {
            Files.write(
                    Path.of(rewrite),
                    written.entrySet().stream()
                            .map(words -> words.getKey() + "=" + words.getValue())
                            .toList());
        }

        assertThat(written).hasSizeGreaterThan(100);
        assertThat(ApiDescriptions.read(ApiDescriptions.OF_PROPERTIES)).containsExactlyInAnyOrderEntriesOf(written);
        assertThat(schemas.at("/Run/properties/attempt/description").asString(""))
                .isEqualTo("0 before a worker took it");
    }

    @Test
    void itsExamplesAreWhatATestHasSentAndGot() throws Exception {
        JsonNode create = now().root().at("/paths/~1api~1v1~1characters/post");

        assertThat(create.at("/requestBody/content/application~1json/example/triggerWord")
                        .asString(""))
                .isEqualTo("ohwx woman");
        assertThat(create.at("/responses/201/content/application~1json/example/slug")
                        .asString(""))
                .isEqualTo("ava");
        assertThat(now().operations().stream()
                        .filter(operation -> operation.node().findValue("example") != null))
                .hasSizeGreaterThan(40);
    }

    @Test
    void everyAnswerInJsonHasAnExample() throws Exception {
        assertThat(now().operations()).allSatisfy(operation -> {
            String id = operation.node().path("operationId").asString();
            List<JsonNode> answers = operation.node().path("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .map(response -> response.getValue().at("/content/application~1json"))
                    .filter(answer -> !answer.isMissingNode())
                    .toList();
            if (WITHOUT_JSON.containsKey(id)) {
                assertThat(answers)
                        .as("%s answers with %s", id, WITHOUT_JSON.get(id))
                        .isEmpty();
            } else {
                assertThat(answers).as(id).isNotEmpty();
                assertThat(answers.stream().allMatch(answer -> answer.has("example")))
                        .as(id)
                        .isTrue();
            }
        });
    }

    @Test
    void itsPageIsForPeopleWhoAreSignedIn() throws Exception {
        MockMvc http = MockMvcBuilders.webAppContextSetup(web)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
        for (String page : List.of("/api/docs", "/api/openapi", "/api/swagger-ui/index.html")) {
            assertThat(send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + page)))
                            .status())
                    .as(page)
                    .isEqualTo(401);
            assertThat(get(page).status()).as("%s with a token", page).isEqualTo(403);
            assertThat(http.perform(MockMvcRequestBuilders.get(page)
                                    .with(SecurityMockMvcRequestPostProcessors.authentication(
                                            People.authentication(mara))))
                            .andReturn()
                            .getResponse()
                            .getStatus())
                    .as(page)
                    .isIn(200, 302);
        }
    }

    @Test
    void programsGetTheDocumentWithATokenThatReads() throws Exception {
        Reply document = get("/api/v1/openapi", tokenOf(mara, Set.of(TokenScope.READ)));

        assertThat(document.status()).isEqualTo(200);
        assertThat(document.body().path("openapi").asString()).startsWith("3.1");
        assertThat(document.body().at("/servers/0/url").asString()).isEqualTo("http://localhost:" + port);
        ObjectNode same = (ObjectNode) document.body();
        same.remove("servers");
        assertThat((JsonNode) same).isEqualTo(now().root());
        assertThat(get("/api/v1/openapi", tokenOf(mara, Set.of(TokenScope.TRAIN)))
                        .status())
                .isEqualTo(403);
    }

    private OpenApiDocument now() throws Exception {
        String document = MockMvcBuilders.webAppContextSetup(web)
                .build()
                .perform(MockMvcRequestBuilders.get("/api/openapi"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        ObjectNode root = (ObjectNode) JSON.readTree(document);
        // The address of this very server.
        root.remove("servers");
        return new OpenApiDocument(root);
    }
}
