package io.understudy.identity.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.EndOfSession;
import io.understudy.identity.People;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.Accounts;
import io.understudy.identity.accounts.LoginThrottle;
import io.understudy.platform.core.AuditEvents;
import io.understudy.support.RealBrowser;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** A session from its sign-in to its end, over real HTTP. */
@StudioTest
@Tag("attack")
class SessionTest {
    @LocalServerPort
    int port;

    @Autowired
    People people;

    @Autowired
    ActiveSessions sessions;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Accounts accounts;

    @Autowired
    PasswordEncoder encoder;

    @Autowired
    LoginThrottle throttle;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    AuditEvents auditEvents;

    @Autowired
    Refusals refusals;

    @Autowired
    SettableClock clock;

    private SignedInPerson mara;
    private RealBrowser browser;

    @BeforeEach
    void aMember() {
        people.admin("Ines");
        mara = people.member("Mara");
        browser = new RealBrowser(port);
    }

    @AfterEach
    void signOut() {
        sessions.of(mara.accountId()).forEach(session -> ActiveSessions.end(session, EndOfSession.ENDED));
    }

    @Test
    void aPageThatIsLoadedTwiceAfterItsEndSaysBothTimesThatItHasEnded() throws Exception {
        browser.get("/login");
        String gone = cookie().replaceAll("=.*", "=" + "0".repeat(32));
        RealBrowser returning = new RealBrowser(port);

        assertThat(returning.get("/team", "Cookie", gone).headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).endsWith("/login?ended"));
        assertThat(returning.get("/team").headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).endsWith("/login?ended"));
        assertThat(new RealBrowser(port).get("/team").headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).endsWith("/login"));
    }

    @Test
    void whatAPageSendsAfterItsEndBeginsNoOther() throws Exception {
        browser.get("/login");
        String gone = cookie().replaceAll("=.*", "=" + "0".repeat(32));

        assertThat(new RealBrowser(port)
                        .get("/VAADIN/push?v-r=push&v-uiId=0", "Cookie", gone)
                        .headers()
                        .allValues("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void itsIdChangesAtTheSignInAndTheOldOneOpensNothing() throws Exception {
        browser.get("/login");
        String before = cookie();

        browser.signIn(mara.email(), People.PASSWORD);

        assertThat(cookie()).isNotEqualTo(before).matches("\\w+=[0-9A-F]{32}");
        assertThat(browser.get("/team").statusCode()).isEqualTo(200);
        assertThat(new RealBrowser(port).get("/team", "Cookie", before).statusCode())
                .isEqualTo(302);
    }

    @Test
    void itsCookieIsReadByNoScriptAndSentByNoOtherSite() throws Exception {
        assertThat(browser.get("/login").headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .contains("Path=/", "HttpOnly", "SameSite=Lax");
    }

    @Test
    void underAnAddressWithTlsTheCookieIsSecureAndBoundToItsHost() throws Exception {
        assertThat(cookieOf("https://studio.example.org"))
                .startsWith("__Host-understudy=")
                .contains("Secure", "Path=/");
        assertThat(cookieOf("")).doesNotContain("Secure", "__Host");
    }

    @Test
    void aPageThatNobodyTouchesIsSignedOutAlthoughItsBrowserSaysThatItIsOpen() throws Exception {
        browser.signIn(mara.email(), People.PASSWORD);
        browser.get("/?v-r=init&location=team&query=");
        assertThat(heartbeat()).isEqualTo(200);
        for (int minute = 0; minute < 29; minute++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(heartbeat()).isEqualTo(200);
        }

        clock.advance(Duration.ofMinutes(1));

        assertThat(heartbeat()).isNotEqualTo(200);
        assertThat(browser.get("/team").statusCode()).isEqualTo(302);
    }

    @Test
    void aPageThatShowsHowFarPicturesAreIsSignedOutAsWell() throws Exception {
        browser.signIn(mara.email(), People.PASSWORD);
        for (int minute = 0; minute < 30; minute++) {
            assertThat(preview()).isEqualTo(404);
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(preview()).isNotEqualTo(404);
        assertThat(browser.get("/team").statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"role = 'REVIEWER'", "active = false", "session_ends = 1", "password_hash = 'another'"})
    void whatAnotherServerChangedEndsItAtTheNextRequest(String change) throws Exception {
        browser.signIn(mara.email(), People.PASSWORD);
        assertThat(browser.get("/team").statusCode()).isEqualTo(200);

        jdbc.update("update account set " + change + " where email = ?", mara.email());

        assertThat(browser.get("/team").statusCode()).isEqualTo(302);
        assertThat(browser.get("/team").statusCode()).isEqualTo(302);
    }

    @Test
    void itEndsWithPagesThatCannotBeReached() throws Exception {
        browser.signIn(mara.email(), People.PASSWORD);
        for (int tab = 0; tab < 3; tab++) {
            browser.get("/?v-r=init&location=team&query=");
        }

        sessions.of(mara.accountId()).forEach(session -> ActiveSessions.end(session, EndOfSession.DEACTIVATED));

        assertThat(browser.get("/team").statusCode()).isEqualTo(302);
    }

    @Test
    void aPasswordIsStoredUnderArgon2id() {
        assertThat(new SecurityConfiguration().passwordEncoder().encode(People.PASSWORD))
                .startsWith("$argon2id$v=19$m=16384,t=2,p=1$");
    }

    @Test
    void theServerDoesNotStartWithoutTheProtectionOfPagesAgainstForgery() {
        assertThatThrownBy(() -> SecurityConfiguration.requireProtection(false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("disable-xsrf-protection");
        SecurityConfiguration.requireProtection(true);
    }

    @Test
    void anUnknownNameAWrongPasswordAndADeactivatedAccountCostTheSameHash() {
        jdbc.update("update account set active = false where email = 'ines@example.org'");
        for (String email : List.of("nobody@example.org", mara.email(), "ines@example.org")) {
            AtomicInteger hashes = new AtomicInteger();
            PasswordEncoder counted = new PasswordEncoder() {
                @Override
                public String encode(@Nullable CharSequence password) {
                    return encoder.encode(password);
                }

                @Override
                public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
                    hashes.incrementAndGet();
                    return encoder.matches(password, hash);
                }
            };
            PasswordAuthenticationProvider login = new PasswordAuthenticationProvider(
                    accounts, counted, throttle, transaction, auditEvents, refusals, clock);

            assertThatThrownBy(() -> login.authenticate(
                            UsernamePasswordAuthenticationToken.unauthenticated(email, "wrong password")))
                    .isInstanceOf(BadCredentialsException.class)
                    .hasMessage("Wrong e-mail address or password.");

            assertThat(hashes).hasValue(1);
        }
    }

    private int preview() throws Exception {
        return browser.get("/generations/00000000-0000-0000-0000-000000000000/previews/0")
                .statusCode();
    }

    private int heartbeat() throws Exception {
        return browser.post("/?v-r=heartbeat&v-uiId=0", "text/plain", "").statusCode();
    }

    private String cookie() {
        return browser.cookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .findFirst()
                .orElseThrow();
    }

    private static String cookieOf(String publicUrl) throws Exception {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        WebServer server = factory.getWebServer(
                context -> context.addServlet("any", new HttpServlet() {
                            @Override
                            protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                                request.getSession();
                            }
                        })
                        .addMapping("/"),
                new SecurityConfiguration().cookieOfThisHost(new PublicUrl(publicUrl)));
        server.start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Set-Cookie")
                    .orElseThrow();
        } finally {
            server.stop();
        }
    }
}
