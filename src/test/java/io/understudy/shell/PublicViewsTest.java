package io.understudy.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import com.vaadin.flow.server.VaadinSession;
import io.understudy.support.ViewTest;
import java.io.IOException;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;

class PublicViewsTest extends ViewTest {
    @Test
    void aWrongSetupLinkSaysWhereTheRightOneIs() {
        UI.getCurrent().navigate("setup/guess");

        assertThat(_get(H1.class).getText()).contains("no longer valid");
    }

    @Test
    void onceThereIsAnAdminTheSetupPageLeadsToTheLogin() {
        people.admin("Ines");
        UI.getCurrent().navigate("setup/guess");

        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("login");
    }

    @Test
    void aDeadInvitationSaysSo() {
        UI.getCurrent().navigate("join/guess");

        assertThat(_get(H1.class).getText()).isEqualTo("This link does not work");
    }

    @Test
    void somebodyWhoIsNotSignedInComesToTheLogin() {
        UI.getCurrent().navigate("team");

        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("login");
    }

    @Test
    void whatIsMissingIsSaidInsideTheFrameWithTheListItBelongsTo() {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("runs/77");

        assertThat(_get(H1.class).getText()).isEqualTo("There is no run 77");
        _assertOne(MainLayout.class);
        assertThat(_get(Anchor.class, spec -> spec.withText("Show runs")).getHref())
                .isEqualTo("runs");
        assertThat(_find(Button.class, spec -> spec.withText("Search")))
                .as("in the sidebar, and on the page")
                .hasSize(2);

        UI.getCurrent().navigate("characters/nobody");
        assertThat(_get(H1.class).getText()).isEqualTo("There is no character called “nobody” in the library");
        _assertOne(Anchor.class, spec -> spec.withText("Show characters"));
    }

    @Test
    void withoutASignInTheFrameIsEmpty() {
        UI.getCurrent().add(context.getAutowireCapableBeanFactory().createBean(MainLayout.class));

        _assertNone(SideNav.class);
        _assertNone(Button.class);
    }

    @Test
    void whatGoesWrongIsSaidUnlessTheBrowserItselfWentAway() {
        ErrorHandler handler = VaadinSession.getCurrent().getErrorHandler();

        handler.error(new ErrorEvent(new ClientAbortException(new IOException("Broken pipe"))));
        assertThat(_find(Notification.class)).isEmpty();

        handler.error(new ErrorEvent(new IllegalStateException("The store broke its pipe")));
        assertThat(_find(Notification.class)).hasSize(1);
    }

    @Test
    void aMemberWhoOpensAnAdminsPageReadsWhy() {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("audit");

        assertThat(_get(H1.class).getText()).isEqualTo("Your role does not include this page");
        _assertOne(SideNav.class);
    }
}
