package io.understudy.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.notification.Notification;
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
    void aCharacterThatIsNotThereIsSaidToBeMissing() {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("characters/nobody");

        assertThat(_get(H2.class).getText()).isEqualTo("Not found");
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

        assertThat(_get(H2.class).getText()).isEqualTo("Your role does not include this page");
    }
}
