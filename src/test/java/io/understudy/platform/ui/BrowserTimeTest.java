package io.understudy.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.Routes;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ExtendedClientDetails;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowserTimeTest {
    private static final Instant EVENING = Instant.parse("2026-11-28T22:30:05Z");

    @BeforeEach
    void openABrowser() {
        MockVaadin.setup(new Routes());
    }

    @AfterEach
    void closeIt() {
        MockVaadin.tearDown();
    }

    @Test
    void anExactTimeIsThatOfThePersonsOwnClock() {
        browserIsIn("Asia/Tokyo");
        assertThat(BrowserTime.exact(EVENING)).isEqualTo("29 Nov 2026, 07:30:05");
        browserIsIn("America/New_York");
        assertThat(BrowserTime.exact(EVENING)).isEqualTo("28 Nov 2026, 17:30:05");
    }

    @Test
    void whereTheBrowserDoesNotSayWhereItIsTheServersClockHolds() {
        browserIsIn("Middle/Earth");
        assertThat(BrowserTime.zone()).isEqualTo(ZoneId.systemDefault());
        MockVaadin.tearDown();
        assertThat(BrowserTime.zone()).isEqualTo(ZoneId.systemDefault());
        openABrowser();
    }

    private static void browserIsIn(String zone) {
        UI.getCurrent()
                .getInternals()
                .setExtendedClientDetails(ExtendedClientDetails.updateFromValues(
                        UI.getCurrent(), key -> key.equals("v-tzid") ? zone : null));
    }
}
