package io.understudy.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import io.understudy.support.ViewTest;
import org.junit.jupiter.api.Test;

class DoorViewsTest extends ViewTest {
    @Test
    void aWrongSetupLinkSaysWhereTheRightOneIs() {
        UI.getCurrent().navigate("setup/guess");

        assertThat(_get(H1.class).getText()).contains("not valid any more");
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

        assertThat(_get(H1.class).getText()).isEqualTo("This link leads nowhere");
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
    void aMemberWhoOpensAnAdminsPageReadsWhy() {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("audit");

        assertThat(_get(H2.class).getText()).isEqualTo("Your role does not include this page");
    }
}
