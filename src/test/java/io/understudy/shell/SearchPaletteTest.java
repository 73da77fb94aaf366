package io.understudy.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.ViewTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SearchPaletteTest extends ViewTest {
    @Test
    void aMemberIsOfferedWhatAMemberMayOpen() {
        signIn(people.member("Mara"));

        assertThat(commands())
                .contains("New character", "New run", "New prompt template", "Inspect a file", "Edit profile")
                .doesNotContain("Invite person", "Verify trail", "Edit checklist", "Settings: Costs");
    }

    @Test
    void anAdminIsOfferedTheSettingsToo() {
        signIn(people.admin("Ines"));

        assertThat(commands())
                .contains("New run", "Invite person", "Verify trail", "Edit checklist", "Settings: Costs");
    }

    @Test
    void everyPageThatNeedsNoFurtherWordsIsOfferedOnce() {
        signIn(people.member("Mara"));

        assertThat(commands())
                .contains("Inbox", "Costs", "Saved stacks", "Regression gallery", "About", "Home")
                .doesNotContain("Sign in", "Profile", "Queue")
                .doesNotHaveDuplicates();
    }

    private List<String> commands() {
        JsonNode commands =
                (JsonNode) context.getBean(SearchPalette.class).getElement().getPropertyRaw("commands");
        return commands.valueStream()
                .map(command -> command.get("title").asString())
                .toList();
    }
}
