package io.understudy.identity.security;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.VaadinSession;
import io.understudy.audit.AuditFilter;
import io.understudy.audit.AuditRow;
import io.understudy.audit.AuditService;
import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.TeamService;
import io.understudy.support.PageTest;
import io.understudy.support.RealBrowser;
import io.understudy.support.SettableClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.access.AccessDeniedException;

/** What the trail keeps of attempts, however often they are repeated. */
@Tag("attack")
class RefusalsTest extends PageTest {
    @LocalServerPort
    int port;

    @Autowired
    TeamService team;

    @Autowired
    AuditService audit;

    @Autowired
    Refusals refusals;

    @Autowired
    SettableClock clock;

    private SignedInPerson petra;
    private SignedInPerson olga;
    private long counted;

    /** What other tests were refused is written with the first refusal after its window. */
    @BeforeEach
    void earlierWindowsAreOver() {
        clock.advance(RepeatedEvents.WINDOW.multipliedBy(2));
        petra = people.member("Petra");
        olga = people.admin("Olga");
        signIn(petra);
        refusals.page("earlier");
        signIn(olga);
        counted = audit.page(AuditFilter.ALL, 0, 1).getFirst().sequence();
    }

    @Test
    void aLoopOfRefusedActionsLeavesOneRowAndThenTheirNumber() {
        AccountId victim = new AccountId(people.admin("Ines").accountId());
        signIn(petra);
        for (int attempt = 0; attempt < 50; attempt++) {
            assertThatThrownBy(() -> team.deactivate(victim)).isInstanceOf(AccessDeniedException.class);
        }
        assertThat(rows("access.refused")).singleElement().satisfies(row -> {
            assertThat(row.sentence()).isEqualTo("Petra was refused access TeamService.deactivate");
            assertThat(row.after()).isEmpty();
        });

        clock.advance(RepeatedEvents.WINDOW);
        signIn(petra);
        assertThatThrownBy(() -> team.deactivate(victim)).isInstanceOf(AccessDeniedException.class);

        assertThat(rows("access.refused"))
                .extracting(row -> row.after().values().stream().findFirst().orElse("first"))
                .containsExactly("first", "49", "first");
    }

    @Test
    void aPageThatAPersonMayNotSeeIsInTheTrail() {
        signIn(petra);

        UI.getCurrent().navigate("audit");

        assertThat(rows("access.refused"))
                .extracting(row -> row.subject().name())
                .containsExactly("/audit");
    }

    @Test
    void failedSignInsOfOneAccountFromOneAddressLeaveOneRowAndThenTheirNumber() throws Exception {
        RealBrowser browser = new RealBrowser(port);
        for (int attempt = 0; attempt < 5; attempt++) {
            browser.signIn("petra@example.org", "wrong");
        }
        assertThat(rows("person.sign-in-failed")).hasSize(1);

        clock.advance(RepeatedEvents.WINDOW);
        browser.signIn("petra@example.org", "wrong");

        assertThat(rows("person.sign-in-failed"))
                .extracting(row -> row.after().values().stream().findFirst().orElse("first"))
                .containsExactly("first", "4", "first");
    }

    @Test
    void aRowHasTheAddressThatTheProxyNames() throws Exception {
        new RealBrowser(port).signIn("petra@example.org", People.PASSWORD, "X-Forwarded-For", "198.51.100.7");

        assertThat(rows("person.signed-in")).extracting(AuditRow::remoteAddress).containsExactly("198.51.100.7");
    }

    @Test
    void anAddressPutsNoWordsOnTheSignInPage() {
        people.admin("Olga");
        UI.getCurrent().navigate("login", QueryParameters.of("ended", "Call 555 to sign in"));

        assertThat(_get(Paragraph.class, spec -> spec.withClasses("login-message"))
                        .getText())
                .startsWith("Your session has ended")
                .doesNotContain("555");
    }

    @Test
    void aSignInWhileTheDatabaseIsAwaySaysSoAndKeepsTheEmail() {
        failedSignIn(null);
        UI.getCurrent().navigate("login", QueryParameters.of("away", ""));

        assertThat(_get(LoginForm.class).isError()).isTrue();
        assertThat(_get(LoginForm.class).getElement().getPropertyRaw("i18n").toString())
                .contains("The database does not answer");
        assertThat(keptEmail()).isEqualTo("petra@example.org");

        UI.getCurrent().navigate("login");
        UI.getCurrent().navigate("login", QueryParameters.of("away", ""));
        assertThat(_get(LoginForm.class).isError())
                .as("the page is loaded again, and the database is back")
                .isFalse();
    }

    @Test
    void aWrongPasswordKeepsTheEmail() {
        failedSignIn(null);
        UI.getCurrent().navigate("login", QueryParameters.of("error", ""));

        assertThat(_get(LoginForm.class).isError()).isTrue();
        assertThat(keptEmail()).isEqualTo("petra@example.org");

        UI.getCurrent().navigate("login");
        assertThat(_get(LoginForm.class).isError()).isFalse();
        assertThat(keptEmail()).isEmpty();
    }

    @Test
    void afterTooManyAttemptsTheSignInPageSaysHowLongToWait() {
        failedSignIn(clock.instant().plus(Duration.ofMinutes(11)));
        UI.getCurrent().navigate("login", QueryParameters.of("wait", ""));

        assertThat(_get(LoginForm.class).isError()).isTrue();
        assertThat(_get(LoginForm.class).getElement().getPropertyRaw("i18n").toString())
                .contains("try again in 12 min.");
        assertThat(keptEmail()).isEqualTo("petra@example.org");

        clock.advance(Duration.ofMinutes(12));
        UI.getCurrent().navigate("login");
        UI.getCurrent().navigate("login", QueryParameters.of("wait", ""));
        assertThat(_get(LoginForm.class).isError()).isFalse();
    }

    private static void failedSignIn(@Nullable Instant waitUntil) {
        VaadinSession.getCurrent()
                .getSession()
                .setAttribute(FailedSignIn.KEY, new FailedSignIn("petra@example.org", waitUntil));
    }

    private static String keptEmail() {
        return _get(LoginForm.class).getElement().getProperty("keptEmail");
    }

    @Test
    void aRowNamesTheRequestThatItsAnswerNamed() throws Exception {
        HttpResponse<String> answer = new RealBrowser(port).signIn("petra@example.org", People.PASSWORD);

        assertThat(rows("person.signed-in"))
                .singleElement()
                .extracting(AuditRow::requestId)
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }

    /** Oldest first. */
    private List<AuditRow> rows(String verb) {
        signIn(olga);
        return audit.page(new AuditFilter(null, verb, "", null, null), 0, 50).reversed().stream()
                .filter(row -> row.sequence() > counted)
                .toList();
    }
}
