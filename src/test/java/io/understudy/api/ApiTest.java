package io.understudy.api;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.NewAccessToken;
import io.understudy.identity.access.TokenDraft;
import io.understudy.identity.access.TokenScope;
import io.understudy.support.RealBrowser;
import io.understudy.support.SecurityHeaders;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Base of the tests of the API: they come through its front door, as a program does. */
@StudioTest
public abstract class ApiTest {
    static final byte[] PHOTO = TestPhotos.jpeg(1_024, 1_024, 1);

    private static final JsonMapper JSON = JsonMapper.shared();
    /** All that are not for admins only. */
    static final Set<TokenScope> USUAL =
            EnumSet.complementOf(EnumSet.of(TokenScope.QUEUE, TokenScope.WEBHOOKS, TokenScope.AUDIT));

    @LocalServerPort
    int port;

    @Autowired
    People people;

    @Autowired
    AccessTokenService tokens;

    @Autowired
    CharacterService characters;

    @Autowired
    PictureIntake intake;

    @Autowired
    SettableClock clock;

    SignedInPerson mara;
    String token;

    private final HttpClient http = HttpClient.newHttpClient();

    record Reply(int status, HttpResponse<String> response, JsonNode body) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text(String property) {
            return body.path(property).asString();
        }

        /** One property of all items of a list. */
        List<String> items(String property) {
            return body.path("items")
                    .valueStream()
                    .map(item -> item.path(property).asString())
                    .toList();
        }
    }

    @BeforeEach
    void maraHasAToken() {
        mara = people.member("Mara");
        token = tokenOf(mara, USUAL);
    }

    @AfterEach
    void hangUp() {
        http.close();
    }

    final String tokenOf(SignedInPerson owner, Set<TokenScope> scopes, CharacterId... characters) {
        return newToken(owner, scopes, characters).secret();
    }

    final NewAccessToken newToken(SignedInPerson owner, Set<TokenScope> scopes, CharacterId... characters) {
        people.signIn(owner);
        Set<UUID> limit = Arrays.stream(characters).map(CharacterId::value).collect(Collectors.toSet());
        return tokens.create(new TokenDraft("pipeline", 30, scopes, limit), people.proofOf(owner.accountId()));
    }

    final Reply get(String path) throws IOException, InterruptedException {
        return get(path, token);
    }

    final Reply get(String path, String token) throws IOException, InterruptedException {
        return send(request(path, token).GET());
    }

    final Reply post(String path, String json, String... headers) throws IOException, InterruptedException {
        return send(json(path, headers).POST(BodyPublishers.ofString(json)));
    }

    final Reply put(String path, String json, String... headers) throws IOException, InterruptedException {
        return send(json(path, headers).PUT(BodyPublishers.ofString(json)));
    }

    final Reply upload(String path, byte[] bytes, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, token).header("Content-Type", "application/octet-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.POST(BodyPublishers.ofByteArray(bytes)));
    }

    /** Of a person who is signed in with a browser. */
    final class Session {
        private final RealBrowser browser = new RealBrowser(port);
        private final String csrf;

        Session(String email) throws IOException, InterruptedException {
            browser.signIn(email, People.PASSWORD);
            csrf = browser.get("/api/v1/me")
                    .headers()
                    .firstValue("X-CSRF-TOKEN")
                    .orElseThrow();
        }

        HttpResponse<String> post(String path, String json, String... headers)
                throws IOException, InterruptedException {
            List<String> all = new ArrayList<>(List.of("X-CSRF-TOKEN", csrf));
            all.addAll(List.of(headers));
            return browser.post(path, "application/json", json, all.toArray(String[]::new));
        }
    }

    private HttpRequest.Builder json(String path, String... headers) {
        HttpRequest.Builder request = request(path, token).header("Content-Type", "application/json");
        return headers.length > 0 ? request.headers(headers) : request;
    }

    final HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token);
    }

    final Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return reply(http.send(request.build(), BodyHandlers.ofString()));
    }

    static Reply reply(HttpResponse<String> response) {
        SecurityHeaders.areIn(response);
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Reply(
                response.statusCode(), response, json ? JSON.readTree(response.body()) : JSON.createObjectNode());
    }

    final CharacterId character(String name, String trigger) {
        people.signIn(mara);
        return characters
                .create(CharacterDraft.of(name, "woman", trigger, ""), LikenessBasis.SYNTHETIC)
                .id();
    }

    final CharacterId characterWithAPicture(String name, String trigger) {
        CharacterId id = character(name, trigger);
        intake.take(id, "1.jpg", new ByteArrayInputStream(PHOTO), PictureIntake.Progress.NOBODY);
        return id;
    }
}
