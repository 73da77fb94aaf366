package io.understudy.identity.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.server.VaadinSession;
import io.understudy.identity.AccountId;
import io.understudy.identity.EndOfSession;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.TeamService;
import io.understudy.support.RealBrowser;
import io.understudy.support.StudioTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages of a page that no page sent, over real HTTP with the cookie of a member. */
@StudioTest
@Tag("attack")
class ForgedMessageTest {
    private static final int ROOT = 1;

    @LocalServerPort
    int port;

    @Autowired
    People people;

    @Autowired
    TeamService team;

    @Autowired
    ActiveSessions sessions;

    private final JsonMapper json = JsonMapper.shared();
    private final AtomicInteger clicks = new AtomicInteger();
    private SignedInPerson mara;
    private RealBrowser browser;
    private JsonNode page;
    private int messages;

    @BeforeEach
    void aMemberHasAPageOpen() throws Exception {
        people.admin("Ines");
        mara = people.member("Mara");
        browser = new RealBrowser(port);
        browser.signIn(mara.email(), People.PASSWORD);
        page = json.readTree(browser.get("/?v-r=init&location=team&query=").body())
                .path("appConfig");
        navigate("team");
    }

    @AfterEach
    void thePageIsClosed() {
        sessions.of(mara.accountId()).forEach(session -> ActiveSessions.end(session, EndOfSession.ENDED));
    }

    @Test
    void aPageThatTheyMaySeeOpens() {
        assertThat(shown()).contains("TeamView");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "settings"})
    void aPageOfAdminsDoesNotOpen(String route) throws Exception {
        navigate(route);

        assertThat(shown()).contains("NoAccessView").noneMatch(view -> view.matches("(Audit|Settings)View"));
    }

    @Test
    void aButtonThatIsShownIsClicked() throws Exception {
        click(add(new Button("Approve", event -> clicks.incrementAndGet())));

        assertThat(clicks).hasValue(1);
    }

    @Test
    void aDisabledOrHiddenButtonIsNot() throws Exception {
        Button disabled = new Button("Approve", event -> clicks.incrementAndGet());
        disabled.setEnabled(false);
        Button hidden = new Button("Approve", event -> clicks.incrementAndGet());
        hidden.setVisible(false);
        Button inside = new Button("Approve", event -> clicks.incrementAndGet());
        Div closed = new Div(inside);
        closed.setVisible(false);
        add(closed);

        click(add(disabled));
        click(add(hidden));
        click(inside);

        assertThat(clicks).hasValue(0);
    }

    @Test
    void aHiddenButtonDoesNotBecomeVisibleFromOutside() throws Exception {
        Button hidden = new Button("Approve", event -> clicks.incrementAndGet());
        hidden.setEnabled(false);
        Button added = add(hidden);

        send(
                page.path("uidl").path("Vaadin-Security-Key").asString(),
                Map.of("type", "mSync", "node", node(added), "feature", 1, "property", "disabled", "value", false));
        click(added);

        assertThat(clicks).hasValue(0);
    }

    @Test
    void noMethodOfAComponentIsCalledByItsName() throws Exception {
        Button hidden = new Button("Approve", event -> clicks.incrementAndGet());
        hidden.setEnabled(false);
        Button added = add(hidden);

        for (String method : List.of("setEnabled", "click", "getElement")) {
            send(
                    key(),
                    Map.of(
                            "type",
                            "publishedEventHandler",
                            "node",
                            node(added),
                            "templateEventMethodName",
                            method,
                            "templateEventMethodArgs",
                            List.of(true),
                            "promise",
                            -1));
        }
        click(added);

        assertThat(clicks).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "init", "00000000-0000-0000-0000-000000000000"})
    void aMessageWithAForeignTokenDoesNothing(String token) throws Exception {
        Button shown = add(new Button("Approve", event -> clicks.incrementAndGet()));

        HttpResponse<String> answer = send(token, click(node(shown)));

        assertThat(clicks).hasValue(0);
        assertThat(answer.body()).contains("appError");
    }

    @Test
    void aPersonWithAnotherRoleOrNoneHasNoPageLeft() throws Exception {
        Button shown = add(new Button("Approve", event -> clicks.incrementAndGet()));
        int node = node(shown);
        people.signIn(people.admin("Olga"));

        team.changeRole(new AccountId(mara.accountId()), Role.REVIEWER, people.proof());
        HttpResponse<String> answer = send(key(), click(node));

        assertThat(clicks).hasValue(0);
        assertThat(answer.statusCode() != 200 || answer.body().contains("sessionExpired"))
                .as(answer.statusCode() + answer.body())
                .isTrue();
        assertThat(browser.get("/team").statusCode()).isEqualTo(302);
    }

    private void navigate(String route) throws Exception {
        send(
                key(),
                Map.of(
                        "type",
                        "event",
                        "node",
                        ROOT,
                        "event",
                        "ui-navigate",
                        "data",
                        Map.of(
                                "route",
                                route,
                                "query",
                                "",
                                "appShellTitle",
                                "",
                                "historyState",
                                Map.of(),
                                "trigger",
                                "")));
    }

    private void click(Component component) throws Exception {
        send(key(), click(node(component)));
    }

    private static Map<String, Object> click(int node) {
        return Map.of("type", "event", "node", node, "event", "click", "data", Map.of());
    }

    private String key() {
        return page.path("uidl").path("Vaadin-Security-Key").asString();
    }

    private HttpResponse<String> send(String token, Map<String, ?> message) throws Exception {
        return browser.post(
                "/?v-r=uidl&v-uiId=" + page.path("v-uiId").asInt(),
                "application/json",
                json.writeValueAsString(Map.of(
                        "csrfToken", token, "rpc", List.of(message), "syncId", messages, "clientId", messages++)));
    }

    private VaadinSession session() {
        return sessions.of(mara.accountId()).stream()
                .flatMap(session -> VaadinSession.getAllSessions(session).stream())
                .findAny()
                .orElseThrow();
    }

    private <T> T onThePage(java.util.function.Function<UI, T> work) {
        VaadinSession session = session();
        session.lock();
        try {
            return work.apply(session.getUIs().iterator().next());
        } finally {
            session.unlock();
        }
    }

    /** Known to the browser when it returns. */
    private <C extends Component> C add(C component) throws Exception {
        onThePage(ui -> {
            ui.add(component);
            return ui;
        });
        send(key(), Map.of("type", "event", "node", ROOT, "event", "nothing", "data", Map.of()));
        return component;
    }

    private int node(Component component) {
        return onThePage(ui -> component.getElement().getNode().getId());
    }

    private List<String> shown() {
        return onThePage(
                ui -> all(ui).map(part -> part.getClass().getSimpleName()).toList());
    }

    private static Stream<Component> all(Component component) {
        return Stream.concat(Stream.of(component), component.getChildren().flatMap(ForgedMessageTest::all));
    }
}
