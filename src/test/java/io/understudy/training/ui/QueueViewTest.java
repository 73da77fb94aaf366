package io.understudy.training.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.characters.CharacterId;
import io.understudy.shared.ui.Pages;
import io.understudy.support.ViewTest;
import io.understudy.training.LaunchReceipt;
import io.understudy.training.RunStories;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class QueueViewTest extends ViewTest {
    @Autowired
    RunStories stories;

    private CharacterId ava = new CharacterId(new UUID(0, 1));

    @BeforeEach
    void aCharacter() {
        signIn(people.admin("Olga"));
        stories.forget();
        ava = stories.character("Ava Lindqvist", "ohwx woman");
    }

    @AfterEach
    void hearEverything() throws Exception {
        showChanges();
    }

    @Test
    void thePageShowsEachBackendAndWhoseRunsWait() {
        LaunchReceipt atWork = stories.launch(ava, 10, 1e-4);
        stories.start();
        LaunchReceipt waiting = stories.launch(ava, 10, 1e-4);

        Pages.open("queue");

        assertThat(_find(H2.class)).extracting(H2::getText).contains("Miniature on this server", "Told backend");
        assertThat(rows())
                .satisfiesExactly(
                        row -> assertThat(row).contains("Run " + atWork.number(), "Ava Lindqvist", "Olga", "preparing"),
                        row -> assertThat(row).contains("1", "Run " + waiting.number(), "queued"));
    }

    @Test
    void anAdminMovesARunWithTheButtonsOfItsRow() {
        LaunchReceipt first = stories.launch(ava, 10, 1e-4);
        LaunchReceipt second = stories.launch(ava, 10, 1e-4);
        Pages.open("queue");

        _click(button("Move run " + second.number() + " up"));

        assertThat(rows())
                .satisfiesExactly(
                        row -> assertThat(row).contains("Run " + second.number(), "placed by an admin"),
                        row -> assertThat(row).contains("Run " + first.number()));
        assertThat(button("Move run " + second.number() + " up").isEnabled()).isFalse();
    }

    @Test
    void aPausedQueueSaysByWhomAndWhy() throws Exception {
        LaunchReceipt run = stories.launch(ava, 10, 1e-4);
        Pages.open("queue");
        _click(_find(Button.class, spec -> spec.withText("Pause queue")).getLast());
        _setValue(_get(TextField.class), "The server is moved");
        _click(_find(Button.class, spec -> spec.withText("Pause queue")).getLast());
        showChanges();

        assertThat(_get(Paragraph.class, spec -> spec.withClasses("queue-pause"))
                        .getElement()
                        .getTextRecursively())
                .contains("Paused by Olga", "“The server is moved”");
        Pages.open("runs/" + run.number());
        assertThat(_get(Paragraph.class, spec -> spec.withClasses("queue-standing"))
                        .getElement()
                        .getTextRecursively())
                .startsWith("Place 1 of 1. Olga paused the queue of Told backend: The server is moved.");
    }

    @Test
    void aLimitThatIsRefusedStaysInTheDialogWithTheReason() throws Exception {
        Pages.open("queue");
        _click(_find(Button.class, spec -> spec.withText("At a time: 1")).getLast());
        IntegerField field = _get(IntegerField.class);

        _setValue(field, 65);
        _click(_get(Button.class, spec -> spec.withText("Save")));
        assertThat(field.getErrorMessage()).contains("From 1 to 64");

        _setValue(field, 2);
        _click(_get(Button.class, spec -> spec.withText("Save")));
        showChanges();
        _assertOne(Button.class, spec -> spec.withText("At a time: 2"));
    }

    @Test
    void aMemberSeesTheQueueWithoutLevers() {
        stories.launch(ava, 10, 1e-4);
        signIn(people.member("Mara"));

        Pages.open("queue");

        assertThat(rows()).hasSize(1);
        _assertNone(QueueLevers.class);
        _assertNone(MoveButtons.class);
    }

    private static List<String> rows() {
        return _find(QueueRow.class).stream()
                .map(Component::getElement)
                .map(element -> element.getTextRecursively())
                .toList();
    }

    private static Button button(String label) {
        return _find(Button.class).stream()
                .filter(button -> label.equals(button.getAriaLabel().orElse("")))
                .findFirst()
                .orElseThrow();
    }

    private void showChanges() throws Exception {
        stories.settle();
        MockVaadin.clientRoundtrip(false);
    }
}
