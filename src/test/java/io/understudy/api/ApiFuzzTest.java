package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.api.OpenApiDocument.Operation;
import io.understudy.characters.CharacterId;
import io.understudy.identity.access.TokenScope;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetService;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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
@Tag("once")
class ApiFuzzTest extends ApiTest {
    private static final int TRIES = 25;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FOREIGN = "Bea of another team";
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

    private final List<String> foreignIds = new ArrayList<>();
    private CharacterId ava;

    @Test
    void nothingThatIsSentBreaksAnOperation() throws Exception {
        seed();
        Set<String> broken = new TreeSet<>();
        for (Operation operation : document().operations()) {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                HttpRequest.Builder request = fuzzed(operation, token);
                if (request == null) {
                    continue;
                }
                Reply reply = send(request);
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
                    clock.advance(java.time.Duration.ofSeconds(61));
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
            for (String id : foreignIds) {
                String path = operation.path().replaceAll("\\{[^}]+}", id);
                HttpRequest.Builder request = withBody(operation, request(path, limited), true);
                Reply reply = send(request);
                boolean isAbout = !path.equals(operation.path());
                if (reply.response().body().contains(FOREIGN) || (isAbout && reply.status() < 300)) {
                    seen.add(operation.name() + " with " + id);
                }
            }
            clock.advance(java.time.Duration.ofSeconds(61));
        }
        assertThat(seen).isEmpty();
    }

    /** A path or a header that Tomcat or the firewall refuses before the API sees it. */
    private static boolean isRefusedByTheServerItself(Reply reply) {
        return reply.status() == 400;
    }

    private void seed() throws Exception {
        stories.forget();
        ava = characterWithAPicture("Ava", "ohwx woman");
        CharacterId bea = characterWithAPicture(FOREIGN, "sks woman");
        long run = stories.finished(bea, 10, 1e-4).number();
        foreignIds.add("bea-of-another-team");
        foreignIds.add(String.valueOf(run));
        foreignIds.add(get("/api/v1/characters/bea-of-another-team/pictures")
                .items("id")
                .getFirst());
        foreignIds.add(get("/api/v1/characters/bea-of-another-team/snapshots")
                .items("id")
                .getFirst());
        String version = get("/api/v1/characters/bea-of-another-team/versions")
                .items("id")
                .getFirst();
        foreignIds.add(version);
        foreignIds.add(sheets.forUploads(new VersionId(UUID.fromString(version)))
                .value()
                .toString());
        foreignIds.add(post(
                        "/api/v1/characters/bea-of-another-team/uploads",
                        "{\"fileName\":\"1.jpg\",\"size\":10,\"sha256\":\"" + "0".repeat(64) + "\"}")
                .text("id"));
        foreignIds.add(templates
                .create(
                        TemplateDraft.of(FOREIGN, "[trigger], [scene]").with(TemplateSettings.NONE.forCharacter(bea)),
                        "")
                .id()
                .value()
                .toString());
    }

    private static OpenApiDocument document() {
        return new OpenApiDocument(JSON.readTree(Path.of("docs/openapi.json")));
    }

    private HttpRequest.Builder fuzzed(Operation operation, String token) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asString();
            String value = text();
            switch (parameter.path("in").asString()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(value.isBlank() ? "x" : value));
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
        if (operation.path().endsWith("/events") && !path.contains("x")) {
            // A stream would go on.
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
