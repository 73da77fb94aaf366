package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.People;
import io.understudy.identity.access.TokenScope;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
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

    @Autowired
    WebApplicationContext web;

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

        assertThat(kept.brokenBy(new OpenApiDocument(changed)))
                .containsExactlyInAnyOrder(
                        "GET /api/v1/me is gone",
                        "Character.slug is gone",
                        "GET /api/v1/queue has another answer 200",
                        "GET /api/v1/runs/{run} has another type of path parameter run",
                        "POST /api/v1/characters needs slug in its body");
        assertThat(kept.brokenBy(kept)).isEmpty();
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
