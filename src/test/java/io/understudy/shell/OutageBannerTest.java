package io.understudy.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.notification.Notification;
import io.understudy.platform.live.SignalThread;
import io.understudy.platform.outages.Dependency;
import io.understudy.platform.outages.DependencyProbe;
import io.understudy.platform.outages.Outages;
import io.understudy.support.ViewTest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class OutageBannerTest extends ViewTest {
    @Autowired
    SignalThread thread;

    private final AtomicInteger refreshed = new AtomicInteger();
    private Outages outages;

    @BeforeEach
    void openAPage() {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("profile");
        outages = new Outages(thread, new StaticListableBeanFactory().getBeanProvider(DependencyProbe.class));
        Div frame = new Div();
        new OutageBanner(frame, outages, refreshed::incrementAndGet);
        UI.getCurrent().add(frame);
    }

    @Test
    void whileTheDatabaseIsAwayThePageStaysAndTheWayOnIsOfferedLater() throws Exception {
        _assertNone(Notification.class);

        outages.notice(Dependency.DATABASE);
        arrive();
        assertThat(messages())
                .containsExactly("The database does not answer. What you typed stays here; trying again…");

        UI.getCurrent().navigate("team");
        assertThat(_get(H1.class).getText()).isEqualTo("Profile");

        outages.answers(Dependency.DATABASE);
        arrive();
        assertThat(_get(H1.class).getText())
                .as("what was typed may not be saved")
                .isEqualTo("Profile");
        assertThat(messages()).singleElement().asString().startsWith("Everything answers again.");
        assertThat(_get(Anchor.class, spec -> spec.withText("Open the page you chose"))
                        .getHref())
                .isEqualTo("team");
        assertThat(refreshed).hasValue(1);
    }

    @Test
    void withoutTheStorePagesStillOpen() throws Exception {
        outages.notice(Dependency.OBJECT_STORE);
        arrive();

        UI.getCurrent().navigate("team");

        assertThat(_get(H1.class).getText()).isEqualTo("Team");
        assertThat(messages()).singleElement().asString().startsWith("The object store does not answer.");
    }

    private void arrive() throws Exception {
        outages.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }

    private static List<String> messages() {
        return _find(Notification.class).stream()
                .filter(Notification::isOpened)
                .map(notification -> notification.getElement().getTextRecursively() + text(notification))
                .toList();
    }

    private static String text(Notification notification) {
        return notification.getElement().getProperty("text", "");
    }
}
