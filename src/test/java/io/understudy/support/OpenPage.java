package io.understudy.support;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.ui.Navigation;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;

/** A page that someone has open while other things are measured. */
public final class OpenPage {
    private static final Duration FRAME = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private OpenPage() {}

    /**
     * Keeps it open on this thread, which has no other page.
     *
     * @param look sees it after each of its updates
     * @param over whether to close it
     */
    public static void keep(
            ApplicationContext context, SignedInPerson person, String path, Runnable look, BooleanSupplier over) {
        PageTest browser = new PageTest() {};
        browser.context = context;
        browser.people = context.getBean(People.class);
        browser.openBrowser();
        try {
            browser.signIn(person);
            Navigation.open(path);
            Awaitility.await()
                    .pollInSameThread()
                    .pollInterval(FRAME)
                    .atMost(LONGEST)
                    .until(() -> {
                        MockVaadin.clientRoundtrip(false);
                        look.run();
                        return over.getAsBoolean();
                    });
        } finally {
            browser.closeBrowser();
        }
    }
}
