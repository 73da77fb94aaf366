package io.understudy.shell;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.understudy.identity.People;
import io.understudy.story.BrowserTest;
import io.understudy.story.Browsers;
import io.understudy.support.StudioTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@StudioTest
@BrowserTest
@Tag("attack")
class SignOutTest {
    @LocalServerPort
    int port;

    @Autowired
    People people;

    @Test
    void everyPageHasTheWayOutAndItEndsTheSession() {
        people.admin("Ines");
        try (Browsers browsers = new Browsers()) {
            Page page = browsers.open();
            page.navigate("http://localhost:" + port + "/login");
            page.getByLabel("E-mail").fill("ines@example.org");
            page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill(People.PASSWORD);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                    .click();
            page.waitForURL(url -> !url.contains("login"));
            for (String address :
                    List.of("", "team", "runs", "prompts/playground", "audit", "settings", "no-such-page")) {
                page.navigate("http://localhost:" + port + "/" + address);
                page.locator(".person-menu").waitFor();
            }

            page.locator(".person-menu").click();
            page.getByText("Sign out", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.waitForURL(url -> url.contains("login"));

            page.navigate("http://localhost:" + port + "/team");
            page.waitForURL(url -> url.contains("login"));
            assertThat(page.locator(".person-menu")).hasCount(0);
        }
    }
}
