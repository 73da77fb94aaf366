package io.understudy.identity.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.People;
import io.understudy.support.RealBrowser;
import io.understudy.support.StudioTest;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What another site, or another machine of the network, sends over real HTTP. */
@StudioTest
@Tag("attack")
class CrossSiteTest {
    private static final int FORBIDDEN = 403;

    @LocalServerPort
    int port;

    @Autowired
    People people;

    private RealBrowser browser;

    @BeforeEach
    void aPersonIsSignedIn() throws Exception {
        browser = new RealBrowser(port);
        browser.signIn(people.admin("Ines").email(), People.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://localhost",
                "http://localhost.evil.example",
                "http://evil.example/localhost"
            })
    void aMessageFromAPageOfAnotherSiteIsRefused(String origin) throws Exception {
        assertThat(message("Origin", origin).statusCode()).isEqualTo(FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void aMessageThatTheBrowserCallsForeignIsRefused(String site) throws Exception {
        assertThat(message("Sec-Fetch-Site", site).statusCode()).isEqualTo(FORBIDDEN);
        assertThat(message("Sec-Fetch-Site", site, "Origin", "http://localhost:" + port)
                        .statusCode())
                .isEqualTo(FORBIDDEN);
    }

    @Test
    void aMessageOfTheProductsOwnPageIsTaken() throws Exception {
        assertThat(message("Origin", "http://localhost:" + port).statusCode()).isNotEqualTo(FORBIDDEN);
        assertThat(message("Sec-Fetch-Site", "same-origin", "Origin", "https://mangled.by.a.proxy")
                        .statusCode())
                .isNotEqualTo(FORBIDDEN);
    }

    @Test
    void aLinkFromElsewhereOpens() throws Exception {
        assertThat(browser.get("/team", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site,no-cors,image",
        "cross-site,no-cors,script",
        "cross-site,cors,empty",
        "same-site,no-cors,empty",
        "cross-site,navigate,iframe",
        "cross-site,navigate,object"
    })
    void aPageOfAnotherSiteShowsAndReadsNothingOfThisServer(String site, String mode, String destination)
            throws Exception {
        for (String path : List.of("/team", "/api/v1/me", "/studio/studio.css")) {
            assertThat(browser.get(path, fetch(site, mode, destination)).statusCode())
                    .as(path)
                    .isEqualTo(FORBIDDEN);
        }
    }

    @Test
    void theProductsOwnPagesAndLinksFromElsewhereGetWhatTheyAskFor() throws Exception {
        assertThat(browser.get("/api/v1/me", fetch("same-origin", "cors", "empty"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/studio/studio.css", fetch("same-origin", "no-cors", "style"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/team", fetch("cross-site", "navigate", "document"))
                        .statusCode())
                .isEqualTo(200);
    }

    private static String[] fetch(String site, String mode, String destination) {
        return new String[] {"Sec-Fetch-Site", site, "Sec-Fetch-Mode", mode, "Sec-Fetch-Dest", destination};
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 50",
                "Content-Length: 5, 50",
                "Content-Length: +5",
                "Content-Length : 5",
                "Content-Length: 5\r\nTransfer-Encoding: xchunked"
            })
    void aRequestWhoseEndCanBeReadInTwoWaysIsRefused(String headers) throws Exception {
        assertThat(answersTo(headers, "0\r\n\r\n")).singleElement().isIn("HTTP/1.1 400", "HTTP/1.1 501");
    }

    @Test
    void nothingIsReadBehindARequestWithBothALengthAndParts() throws Exception {
        for (String headers : List.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 50")) {
            assertThat(answersTo(headers, "0\r\n\r\n")).as(headers).hasSize(1).doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void twoRequestsInARowThatAreWhatTheySayAreBothAnswered() throws Exception {
        assertThat(answersTo("Content-Length: 5", "a=1&b")).hasSize(2).contains("HTTP/1.1 200");
    }

    /** A request, and another one that a proxy before this server could have taken for a part of it. */
    private List<String> answersTo(String headers, String body) throws Exception {
        String request = """
                POST /login HTTP/1.1\r
                Host: localhost:%d\r
                Content-Type: application/x-www-form-urlencoded\r
                %s\r
                \r
                %sGET /studio/studio.css HTTP/1.1\r
                Host: localhost:%d\r
                Connection: close\r
                \r
                """.formatted(port, headers, body, port);
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(answers);
        } catch (SocketException closed) {
            // What was not read before the connection was closed takes the rest of the answer along.
        }
        return Pattern.compile("HTTP/1\\.1 \\d{3}")
                .matcher(answers.toString(StandardCharsets.ISO_8859_1))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example,403", "null,403", "http://localhost:PORT,101"})
    void theChannelOfAPageOpensForThatPageOnly(String origin, String status) throws Exception {
        assertThat(handshake("Origin: " + origin.replace("PORT", String.valueOf(port))))
                .startsWith("HTTP/1.1 " + status);
    }

    @Test
    void theChannelIsNotOpenedByAnotherKindOfRequestEither() throws Exception {
        for (String channel : List.of("/VAADIN/push", "/%56AADIN/push")) {
            HttpResponse<String> polled = browser.get(
                    channel + "?v-r=push&v-uiId=0&X-Atmosphere-Transport=long-polling",
                    "Origin",
                    "https://evil.example");

            assertThat(polled.statusCode()).as(channel).isEqualTo(FORBIDDEN);
        }
    }

    @Test
    void forwardedHeadersAreBelievedFromTheConfiguredProxyOnly() throws Exception {
        assertThat(pageAskedFrom("127.0.0.1")).contains("Strict-Transport-Security");
        assertThat(pageAskedFrom("127.0.0.2")).doesNotContain("Strict-Transport-Security");
    }

    @Test
    void nothingIsEchoedAndNoFolderIsListed() throws Exception {
        assertThat(raw("127.0.0.1", "TRACE / HTTP/1.1\r\nHost: localhost:" + port + "\r\nCookie: secret=1\r\n\r\n"))
                .doesNotStartWith("HTTP/1.1 200")
                .doesNotContain("secret=1");
        assertThat(browser.get("/studio/").body()).doesNotContain("page-keys.js");
    }

    private HttpResponse<String> message(String... headers) throws Exception {
        return browser.post("/?v-r=uidl&v-uiId=0", "application/json", "{}", headers);
    }

    private String handshake(String header) throws Exception {
        return raw("127.0.0.1", """
                GET /VAADIN/push?v-r=push&v-uiId=0&X-Atmosphere-Transport=websocket HTTP/1.1\r
                Host: localhost:%d\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                %s\r
                \r
                """.formatted(port, header));
    }

    private String pageAskedFrom(String machine) throws Exception {
        return raw(machine, """
                GET /login HTTP/1.1\r
                Host: localhost:%d\r
                X-Forwarded-Proto: https\r
                X-Forwarded-For: 198.51.100.7\r
                \r
                """.formatted(port));
    }

    private String raw(String from, String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[4096];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.US_ASCII);
        }
    }
}
