package io.understudy.identity.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.router.RouteData;
import com.vaadin.flow.server.VaadinServletContext;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.startup.ApplicationRouteRegistry;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.snapshots.export.ExportLayout;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.LoginThrottle;
import io.understudy.platform.ui.CsvLink;
import io.understudy.storage.BlobUrls;
import io.understudy.story.BrowserTest;
import io.understudy.story.Browsers;
import io.understudy.support.SecurityHeaders;
import io.understudy.support.StudioTest;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every kind of answer, asked for over real HTTP: a mocked response has no buffer that can overflow. */
@StudioTest
@Tag("attack")
class SecurityHeadersFilterTest {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* content=\"([^\"]+)\"");
    private static final Pattern INLINE = Pattern.compile("<script(?![^>]* src=)([^>]*)>");

    private static final Map<String, String> INJECTED = Map.of(
            "document.body.innerHTML = '<img src=x onerror=\"document.title = 1\">'",
            "script-src",
            "document.body.append(Object.assign(document.createElement('script'), {text: 'document.title = 1'}))",
            "script-src",
            "document.body.append(Object.assign(document.createElement('script'), {src: 'https://example.org/x.js'}))",
            "script-src",
            "document.body.append(Object.assign(new Image(), {src: 'https://example.org/x.png'}))",
            "img-src",
            "document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://example.org/'}))",
            "frame-src",
            "document.body.append(Object.assign(document.createElement('embed'), {src: '/x.swf'}))",
            "object-src",
            "document.querySelector('base').remove();"
                    + " document.head.append(Object.assign(document.createElement('base'), {href: 'https://example.org/'}))",
            "base-uri",
            "fetch('https://example.org/').catch(() => 0)",
            "connect-src",
            "const form = Object.assign(document.createElement('form'), {action: 'https://example.org/'});"
                    + " document.body.append(form); form.submit()",
            "form-action");

    @LocalServerPort
    int port;

    @Autowired
    People people;

    @Autowired
    ServletContext servletContext;

    @Autowired
    ActiveSessions sessions;

    @Autowired
    CharacterService characters;

    @Autowired
    PictureIntake intake;

    @Autowired
    DatasetService datasets;

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private SignedInPerson ines;

    @BeforeEach
    void anAdminIsThere() {
        ines = people.admin("Ines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/setup/x",
                "/join/x",
                "/",
                "/team",
                "/no-such-page",
                "/studio/studio.css",
                "/studio/no-such-file.js",
                "/aura/aura.css",
                "/VAADIN/no-such-file.js",
                "/favicon.ico",
                "/actuator/health",
                "/actuator/env",
                "/blobs/1234",
                "/error",
                "/logout",
                "/login;x=1",
                "//login",
                "/%2e%2e/etc/passwd",
                "/?v-r=uidl",
                "/?v-r=heartbeat",
                "/?v-r=push"
            })
    void anAnswerToAStrangerCarriesThem(String path) throws Exception {
        SecurityHeaders.areIn(get(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/team",
                "/characters",
                "/settings",
                "/audit",
                "/no-such-page",
                "/blobs/1234",
                "/blobs/0000000000000000000000000000000000000000000000000000000000000000",
                "/actuator/env",
                "/login;x=1"
            })
    void anAnswerToAPersonCarriesThem(String path) throws Exception {
        signIn();

        SecurityHeaders.areIn(get(path));
    }

    @Test
    void whatIsHandedOutCarriesThem() throws Exception {
        people.signIn(ines);
        CharacterId ava = TestDatasets.ava(characters);
        PictureSummary photo = TestDatasets.fill(intake, datasets, ava, 1).getFirst();
        signIn();

        for (String path : List.of(
                BlobUrls.of(photo.display()),
                BlobUrls.of(photo.thumbnail()),
                DatasetRoutes.export(datasets.freeze(ava, true).id(), ExportLayout.CAPTIONS),
                "search?text=ava",
                "api/v1/me")) {
            HttpResponse<String> answer = get("/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            SecurityHeaders.areIn(answer);
        }
    }

    @Test
    void whatAPageHandsOutAndTakesInCarriesThem() throws Exception {
        signIn();
        get("/?v-r=init&location=team&query=");
        List<String> received = new CopyOnWriteArrayList<>();
        UI page = page();
        page.accessSynchronously(() -> {
            Div upload = new Div();
            upload.getElement()
                    .setAttribute("target", UploadHandler.inMemory((about, bytes) -> received.add(about.fileName())));
            page.add(new CsvLink("The team", () -> "team.csv", out -> out.write("Ines")), upload);
        });

        HttpResponse<String> csv = get("/" + address(page, CsvLink.class, "href"));
        HttpResponse<String> taken = send(request("/" + address(page, Div.class, "target"))
                .header("X-Filename", "photo.jpg")
                .POST(BodyPublishers.ofString("a photo")));

        assertThat(csv.body()).isEqualTo("Ines");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(received).hasSize(1);
        SecurityHeaders.areIn(csv);
        SecurityHeaders.areIn(taken);
    }

    private UI page() {
        VaadinSession open = sessions.of(ines.accountId()).stream()
                .flatMap(session -> VaadinSession.getAllSessions(session).stream())
                .findAny()
                .orElseThrow();
        open.lock();
        try {
            return open.getUIs().iterator().next();
        } finally {
            open.unlock();
        }
    }

    private static String address(UI page, Class<? extends Component> part, String attribute) {
        List<String> addresses = new ArrayList<>();
        page.accessSynchronously(() -> page.getChildren()
                .filter(part::isInstance)
                .forEach(found -> addresses.add(found.getElement().getAttribute(attribute))));
        return addresses.getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /%zz HTTP/1.1", "GET /a|b HTTP/1.1", "GET /%2f HTTP/1.1", "G@T / HTTP/1.1", "GET / HTTP/9.1"
            })
    void aRequestThatReachesNoFilterIsAnsweredWithThem(String line) throws Exception {
        String answer = raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .matches("(?s)HTTP/1.1 (400|505) .*")
                .contains(
                        "Content-Security-Policy: default-src 'self'",
                        "X-Content-Type-Options: nosniff",
                        "X-Frame-Options: DENY",
                        "Referrer-Policy: same-origin",
                        "Cross-Origin-Opener-Policy: same-origin",
                        "Cache-Control: no-store");
    }

    @Test
    void aPageIsAnsweredAndKeptByNoCache() throws Exception {
        HttpResponse<String> login = get("/login");
        signIn();
        HttpResponse<String> team = get("/team");

        assertThat(List.of(login, team)).allSatisfy(page -> {
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type"))
                    .get()
                    .asString()
                    .startsWith("text/html");
            assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "POST"})
    void everyMethodIsAnsweredWithThem(String method) throws Exception {
        for (String path : List.of("/login", "/", "/studio/studio.css", "/webhooks/fal/x", "/blobs/1234")) {
            SecurityHeaders.areIn(send(request(path).method(method, BodyPublishers.ofString("x"))));
        }
    }

    @Test
    void aMachineIsAnsweredWithThem() throws Exception {
        SecurityHeaders.areIn(send(request("/versions/1/file").header("Authorization", "Bearer wrong")));
        SecurityHeaders.areIn(send(request("/team").header("Authorization", "Bearer wrong")));
    }

    @Test
    void aRefusedSignInIsAnsweredWithThem() throws Exception {
        for (int attempt = 0; attempt <= LoginThrottle.PER_ACCOUNT; attempt++) {
            SecurityHeaders.areIn(postLogin("olaf@example.org", "wrong"));
        }
        assertThat(postLogin("olaf@example.org", "wrong").statusCode()).isEqualTo(429);
    }

    @Test
    void aMessageOfThePageIsAnsweredWithThem() throws Exception {
        signIn();

        HttpResponse<String> refused = send(request("/?v-r=uidl&v-uiId=0").POST(BodyPublishers.ofString("{}")));
        HttpResponse<String> started = send(request("/?v-r=init&location=team&query="));

        SecurityHeaders.areIn(refused);
        SecurityHeaders.areIn(started);
        assertThat(started.headers().firstValue("Content-Type"))
                .get()
                .asString()
                .startsWith("application/json");
    }

    @Test
    void theOpenedSocketOfAPageCarriesThem() throws Exception {
        String answer = raw("""
                GET /VAADIN/push?v-r=push&v-uiId=0&X-Atmosphere-Transport=websocket HTTP/1.1\r
                Host: localhost\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """);

        assertThat(answer).contains("Content-Security-Policy: default-src 'self'", "X-Content-Type-Options: nosniff");
    }

    @Test
    void aFileThatDidNotChangeKeepsTheLifeItHad() throws Exception {
        HttpResponse<String> first = get("/studio/studio.css");
        HttpResponse<String> second = send(request("/studio/studio.css")
                .header(
                        "If-Modified-Since",
                        first.headers().firstValue("Last-Modified").orElseThrow()));

        assertThat(second.statusCode()).isEqualTo(304);
        SecurityHeaders.areIn(second);
        assertThat(second.headers().allValues("Cache-Control"))
                .isEqualTo(first.headers().allValues("Cache-Control"));
    }

    @Test
    void everyInlineScriptCarriesTheNonceOfItsOwnAnswer() throws Exception {
        HttpResponse<String> one = get("/login");
        HttpResponse<String> other = get("/login");

        assertThat(nonce(one)).isNotEqualTo(nonce(other)).hasSizeGreaterThan(20);
        assertThat(INLINE.matcher(one.body()).results().map(script -> script.group(1)))
                .hasSizeGreaterThan(1)
                .allSatisfy(attributes -> assertThat(attributes).contains("nonce=\"" + nonce(one) + "\""));
        assertThat(other.body()).doesNotContain(nonce(one));
    }

    @Test
    void onlyASecureConnectionIsAskedToStaySecure() throws Exception {
        HttpResponse<String> plain = get("/login");
        HttpResponse<String> secure = send(request("/login").header("X-Forwarded-Proto", "https"));
        HttpResponse<String> refused = send(request("/blobs/1234").header("X-Forwarded-Proto", "https"));

        assertThat(plain.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(secure.headers().allValues("Strict-Transport-Security"))
                .containsExactly("max-age=31536000; includeSubDomains");
        assertThat(refused.headers().allValues("Strict-Transport-Security")).hasSize(1);
    }

    @Test
    @BrowserTest
    void noPageTriesWhatThePolicyForbids() {
        try (Browsers browsers = new Browsers()) {
            Page page = browsers.open();
            signIn(page);
            List<String> addresses = RouteConfiguration.forRegistry(
                            ApplicationRouteRegistry.getInstance(new VaadinServletContext(servletContext)))
                    .getAvailableRoutes()
                    .stream()
                    .map(RouteData::getTemplate)
                    .filter(template -> !template.contains(":") && !template.equals("login"))
                    .sorted()
                    .toList();
            assertThat(addresses).contains("", "team", "audit", "settings");

            for (String address : addresses) {
                page.navigate("http://localhost:" + port + "/" + address);
                untilItRests(page);
            }

            assertThat(browsers.problems()).isEmpty();
        }
    }

    @Test
    @BrowserTest
    void aBrowserRefusesWhatComesFromElsewhere() {
        try (Browsers browsers = new Browsers()) {
            Page page = browsers.open();
            INJECTED.forEach((injected, directive) -> {
                page.navigate("http://localhost:" + port + "/login");
                untilItRests(page);
                page.evaluate("() => { window.refused = new Promise(refused => {"
                        + " document.addEventListener('securitypolicyviolation', one => refused(one.effectiveDirective));"
                        + " setTimeout(() => refused('nothing'), 10000); }) }");

                page.evaluate("() => { " + injected + " }");

                assertThat(page.evaluate("() => window.refused"))
                        .as(injected)
                        .asString()
                        .startsWith(directive);
                assertThat(page.title()).isNotEqualTo("1");
            });
            assertThat(browsers.problems())
                    .as("what the stories of the product watch for")
                    .hasSizeGreaterThanOrEqualTo(INJECTED.size());
        }
    }

    private void signIn(Page page) {
        page.navigate("http://localhost:" + port + "/login");
        page.getByLabel("E-mail").fill("ines@example.org");
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(People.PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        page.waitForURL(url -> !url.contains("login"));
    }

    private static void untilItRests(Page page) {
        page.waitForFunction(
                "() => Object.values(window.Vaadin?.Flow?.clients ?? {}).length > 0"
                        + " && Object.values(window.Vaadin.Flow.clients).every(client => !client.isActive || !client.isActive())");
    }

    private static String nonce(HttpResponse<String> answer) {
        Matcher nonce = Pattern.compile("'nonce-([^']+)'")
                .matcher(answer.headers().firstValue("Content-Security-Policy").orElseThrow());
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }

    private void signIn() throws Exception {
        assertThat(postLogin("ines@example.org", People.PASSWORD).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).doesNotContain("login"));
    }

    private HttpResponse<String> postLogin(String email, String password) throws Exception {
        Matcher token = CSRF.matcher(get("/login").body());
        assertThat(token.find()).isTrue();
        String form = Stream.of(
                        Map.entry("username", email),
                        Map.entry("password", password),
                        Map.entry("_csrf", token.group(1)))
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[4096];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.US_ASCII);
        }
    }
}
