package io.understudy.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.Routes;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.live.LiveValues;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LiveUpdateTest {
    private final LiveValue<Long> live = LiveValues.of(0L);
    private final Div part = new Div();
    private final List<Long> shown = new ArrayList<>();

    @BeforeEach
    void openABrowser() {
        MockVaadin.setup(new Routes());
    }

    @AfterEach
    void closeIt() {
        MockVaadin.tearDown();
    }

    @Test
    void aChangeWhileThePartIsShownForTheFirstTimeIsNotMissedAndNeitherIsTheNext() {
        UI.getCurrent().add(part);
        LiveUpdate.show(part, live, value -> {
            shown.add(value);
            if (value == 0) {
                elsewhere();
            }
        });
        MockVaadin.clientRoundtrip(false);
        assertThat(shown).containsExactly(0L, 1L);
        elsewhere();
        MockVaadin.clientRoundtrip(false);
        assertThat(shown).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aChangeBeforeThePartIsOnAPageIsShownAsSoonAsItIs() {
        LiveUpdate.show(part, live, shown::add);
        elsewhere();
        assertThat(shown).containsExactly(0L);
        UI.getCurrent().add(part);
        assertThat(shown).containsExactly(0L, 1L);
    }

    @Test
    @Tag("attack")
    void aPartThatLeftThePageRestsUntilItIsBack() {
        UI.getCurrent().add(part);
        LiveUpdate.show(part, live, shown::add);
        UI.getCurrent().remove(part);
        elsewhere();
        MockVaadin.clientRoundtrip(false);
        assertThat(shown).containsExactly(0L);
        UI.getCurrent().add(part);
        elsewhere();
        MockVaadin.clientRoundtrip(false);
        assertThat(shown).containsExactly(0L, 1L, 2L);
    }

    @Test
    void manyChangesWhileThePageIsBusyAreOneUpdate() {
        UI.getCurrent().add(part);
        LiveUpdate.refresh(part, live, () -> shown.add(live.get()));
        elsewhere();
        elsewhere();
        MockVaadin.clientRoundtrip(false);
        assertThat(shown).containsExactly(2L);
    }

    @Test
    void onlyThePartOfTheValueThatIsShownMatters() {
        UI.getCurrent().add(part);
        LiveUpdate.show(part, live, value -> value / 2, shown::add);
        elsewhere();
        MockVaadin.clientRoundtrip(false);
        elsewhere();
        MockVaadin.clientRoundtrip(false);
        assertThat(shown).containsExactly(0L, 1L);
    }

    @Test
    @Tag("attack")
    void nothingIsShownAfterTheEnd() {
        UI.getCurrent().add(part);
        LiveUpdate.show(part, live, shown::add).remove();
        elsewhere();
        MockVaadin.clientRoundtrip(false);
        assertThat(shown).containsExactly(0L);
    }

    private void elsewhere() {
        CompletableFuture.runAsync(() -> LiveValues.update(live, value -> value + 1))
                .join();
    }
}
