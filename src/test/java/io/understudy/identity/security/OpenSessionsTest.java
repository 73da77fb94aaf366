package io.understudy.identity.security;

import static com.github.mvysny.kaributesting.v10.ContextMenuKt._clickItemWithCaption;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.menubar.MenuBar;
import io.understudy.audit.AuditFilter;
import io.understudy.audit.AuditService;
import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.DomainException;
import io.understudy.support.RealBrowser;
import io.understudy.support.ViewTest;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Tag("attack")
class OpenSessionsTest extends ViewTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String SAFARI =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";

    @LocalServerPort
    int port;

    @Autowired
    SessionService sessions;

    @Autowired
    AuditService audit;

    @Autowired
    TeamService team;

    private SignedInPerson mara;
    private RealBrowser firefox;
    private RealBrowser phone;

    @BeforeEach
    void aPersonIsSignedInTwice() throws Exception {
        mara = people.member("Mara");
        people.admin("Ines");
        firefox = new RealBrowser(port, FIREFOX);
        firefox.signIn(mara.email(), People.PASSWORD);
        phone = new RealBrowser(port, SAFARI);
        phone.signIn(mara.email(), People.PASSWORD);
        signIn(mara);
    }

    @Test
    void everySessionIsListedWithItsBrowser() {
        assertThat(sessions.mine())
                .extracting(OpenSession::browser)
                .containsExactlyInAnyOrder("Firefox on Linux", "Safari on iPhone");
    }

    @Test
    void oneIsEndedFromTheProfileAndTheTrailSaysSo() throws Exception {
        UI.getCurrent().navigate("profile");

        _click(_get(
                Button.class,
                spec -> spec.withPredicate(button -> "Sign out there: Safari on iPhone"
                        .equals(button.getAriaLabel().orElse("")))));

        assertThat(phone.get("/team").statusCode()).isEqualTo(302);
        assertThat(firefox.get("/team").statusCode()).isEqualTo(200);
        assertThat(_find(Button.class, spec -> spec.withText("Sign out there"))).hasSize(1);
        signIn(people.admin("Olga"));
        assertThat(audit.page(AuditFilter.ALL, 0, 50))
                .anyMatch(row -> row.sentence().equals("Mara ended session Safari on iPhone"));
    }

    @Test
    void allOthersAreEndedAtOnce() throws Exception {
        UI.getCurrent().navigate("profile");

        _click(_get(Button.class, spec -> spec.withText("Sign out everywhere else")));

        assertThat(phone.get("/team").statusCode()).isEqualTo(302);
        assertThat(firefox.get("/team").statusCode()).isEqualTo(302);
        assertThat(sessions.mine()).isEmpty();
    }

    @Test
    void nobodyEndsTheSessionOfAnotherPerson() throws Exception {
        UUID session = sessions.mine().getFirst().id();
        signIn(people.admin("Olga"));

        assertThatThrownBy(() -> sessions.end(session)).isInstanceOf(DomainException.NotFound.class);
        assertThat(firefox.get("/team").statusCode()).isEqualTo(200);
    }

    @Test
    void anAdminEndsAllSessionsOfAPersonAndTheTrailSaysSo() throws Exception {
        signIn(people.admin("Olga"));
        UI.getCurrent().navigate("team");
        Grid<?> everyone = _find(Grid.class).getFirst();
        int row = IntStream.range(0, GridKt._size(everyone))
                .filter(each -> GridKt._getFormattedRow(everyone, each).contains("Mara"))
                .findFirst()
                .orElseThrow();

        _clickItemWithCaption(_get(menu(everyone, row), MenuBar.class), "Sign out everywhere…");
        _fireConfirm(_get(ConfirmDialog.class));

        assertThat(phone.get("/team").headers().firstValue("Location").orElseThrow())
                .contains("login");
        assertThat(firefox.get("/team").statusCode()).isEqualTo(302);
        assertThat(audit.page(AuditFilter.ALL, 0, 50))
                .anyMatch(done -> done.sentence().equals("Olga signed Mara out everywhere"));
        firefox.signIn(mara.email(), People.PASSWORD);
        assertThat(firefox.get("/team").statusCode()).isEqualTo(200);
    }

    @Test
    void anAdminEndsTheirOwnOnTheProfile() {
        SignedInPerson olga = signIn(people.admin("Olga"));

        assertThatThrownBy(() -> team.endSessions(new AccountId(olga.accountId())))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("profile page");
    }

    private static Component menu(Grid<?> grid, int row) {
        return GridKt._getCellComponent(grid, row, "actions");
    }
}
