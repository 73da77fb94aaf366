package io.understudy.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetService;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.SearchField;
import io.understudy.support.ViewTest;
import io.understudy.training.queue.RunFixtures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Lists are searched and sorted, and their address says how: Back and a copied link lead to the same list. */
class ListAddressTest extends ViewTest {
    @Autowired
    RunFixtures stories;

    @Autowired
    DatasetService datasets;

    @AfterEach
    void forgetRuns() {
        stories.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "characters, newest",
        "team, newest",
        "tokens, oldest",
        "prompts/snippets, newest",
        "prompts/loras, oldest",
        "prompts/stacks, name",
        "prompts/regressions, oldest",
        "characters/nova-reyes/versions, oldest",
        "characters/nova-reyes/sheets, oldest",
        "characters/nova-reyes/prompts, newest",
        "characters/nova-reyes/dataset/snapshots, oldest"
    })
    void theAddressOfAListSaysWhatIsSearchedAndInWhichOrder(String path, String order) {
        signIn(people.admin("Ines"));
        CharacterId nova = stories.character("Nova Reyes", "sks woman");
        stories.finished(nova, 10, 1e-4);
        datasets.freeze(nova, true);

        Navigation.open(path + "?q=nothing+of+this+name&sort=" + order);
        assertThat(_get(SearchField.class).getValue()).isEqualTo("nothing of this name");
        kept();

        _setValue(_get(SearchField.class), "nova");

        assertThat(kept()).isEqualTo(Map.of("q", List.of("nova"), "sort", List.of(order)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"characters", "prompts", "inbox"})
    void aPauseAfterASpaceLeavesTheFieldAndTheHistoryAlone(String path) {
        signIn(people.admin("Ines"));
        Navigation.open(path);
        kept();

        SearchField field = _get(SearchField.class);
        field.setValue("nova ");
        ComponentUtil.fireEvent(field, new ComponentValueChangeEvent<>(field, field, "", true));

        assertThat(field.getValue()).isEqualTo("nova ");
        assertThat(kept()).containsEntry("q", List.of("nova"));
        assertThat(UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters())
                .as("no entry of the history")
                .isEqualTo(path);
    }

    /** The parameters that the page gave its address last, or was opened with. */
    private static Map<String, List<String>> kept() {
        return UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations().stream()
                .flatMap(script -> script.getInvocation().getParameters().stream())
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> text.contains("?") && text.contains("q=nova"))
                .reduce((one, next) -> next)
                .map(Location::new)
                .orElseGet(() -> UI.getCurrent().getActiveViewLocation())
                .getQueryParameters()
                .getParameters();
    }
}
