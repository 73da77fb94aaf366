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
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.characters.CharacterId;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.SearchField;
import io.understudy.support.ViewTest;
import io.understudy.training.queue.FakeTrainingBackend;
import io.understudy.training.queue.QueueService;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.LaunchResult;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class QueueViewTest extends ViewTest {
    @Autowired
    RunFixtures stories;

    @Autowired
    FakeTrainingBackend trainer;

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
        LaunchResult atWork = stories.launch(ava, 10, 1e-4);
        stories.start();
        LaunchResult waiting = stories.launch(ava, 10, 1e-4);

        Navigation.open("queue");

        assertThat(_find(H2.class)).extracting(H2::getText).contains("Miniature on this server", "Told backend");
        assertThat(rows())
                .satisfiesExactly(
                        row -> assertThat(row).contains("Run " + atWork.number(), "Ava Lindqvist", "Olga", "preparing"),
                        row -> assertThat(row).contains("1", "Run " + waiting.number(), "queued"));
    }

    @Test
    void whatAnEngineSaysOfARunIsOnItsPageAndInTheQueue() throws Exception {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        stories.start();
        String waits = "Attic: Place 3 in its queue. Other jobs come first (Priority).";
        trainer.last().reporter.preparing(waits);
        Navigation.open("queue");
        assertThat(rows()).singleElement().asString().contains(waits);
        Navigation.open("runs/" + run.number());
        assertThat(_get(Span.class, spec -> spec.withClasses("run-progress-words"))
                        .getText())
                .isEqualTo(waits);

        stories.steps(1, 4);
        String interrupted = "Attic has interrupted the job. Other jobs come first (Priority).";
        trainer.last().reporter.progress(4, interrupted);
        showChanges();

        assertThat(_get(Paragraph.class, spec -> spec.withClasses("run-progress-note"))
                        .getText())
                .isEqualTo(interrupted);
        Navigation.open("queue");
        assertThat(rows()).singleElement().asString().contains(interrupted);

        trainer.last().reporter.progress(4, "Training on Attic");
        stories.steps(5, 6);
        showChanges();

        assertThat(rows()).singleElement().asString().doesNotContain("Attic");
    }

    @Test
    void anAdminMovesARunWithTheButtonsOfItsRow() {
        LaunchResult first = stories.launch(ava, 10, 1e-4);
        LaunchResult second = stories.launch(ava, 10, 1e-4);
        Navigation.open("queue");

        _click(button("Move run " + second.number() + " up"));

        assertThat(rows())
                .satisfiesExactly(
                        row -> assertThat(row).contains("Run " + second.number(), "placed by an admin"),
                        row -> assertThat(row).contains("Run " + first.number()));
        assertThat(button("Move run " + second.number() + " up").isEnabled()).isFalse();
    }

    @Test
    void aPausedQueueSaysByWhomAndWhy() throws Exception {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        Navigation.open("queue");
        _click(_find(Button.class, spec -> spec.withText("Pause queue")).getLast());
        _setValue(_get(TextField.class), "The server is moved");
        _click(_find(Button.class, spec -> spec.withText("Pause queue")).getLast());
        showChanges();

        assertThat(_get(Paragraph.class, spec -> spec.withClasses("queue-pause"))
                        .getElement()
                        .getTextRecursively())
                .contains("Paused by Olga", "“The server is moved”");
        Navigation.open("runs/" + run.number());
        assertThat(_get(Paragraph.class, spec -> spec.withClasses("queue-standing"))
                        .getElement()
                        .getTextRecursively())
                .startsWith("Place 1 of 1. Olga paused the queue of Told backend: The server is moved.");
    }

    @Test
    void aLimitThatIsRefusedStaysInTheDialogWithTheReason() throws Exception {
        Navigation.open("queue");
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
    void aRunThatOthersAddIsOfferedAndNoRowMoves() throws Exception {
        LaunchResult first = stories.launch(ava, 10, 1e-4);
        Navigation.open("queue");
        assertThat(rows()).hasSize(1);

        LaunchResult second = stories.launch(ava, 10, 1e-4);
        showChanges();
        assertThat(rows()).singleElement().asString().contains("Run " + first.number());

        _click(_get(Button.class, spec -> spec.withText("Show")));
        assertThat(rows())
                .satisfiesExactly(
                        row -> assertThat(row).contains("Run " + first.number()),
                        row -> assertThat(row).contains("Run " + second.number()));
        _assertNone(Button.class, spec -> spec.withText("Show"));
    }

    @Test
    void whatOthersAddIsOfferedWithinASearchToo() throws Exception {
        LaunchResult first = stories.launch(ava, 10, 1e-4);
        Navigation.open("queue?q=lindqvist");

        LaunchResult second = stories.launch(ava, 10, 1e-4);
        showChanges();
        assertThat(rows()).singleElement().asString().contains("Run " + first.number());
        _click(_get(Button.class, spec -> spec.withText("Show")));
        assertThat(rows()).hasSize(2).last().asString().contains("Run " + second.number());

        stories.launch(stories.character("Nova Reyes", "sks woman"), 10, 1e-4);
        showChanges();
        assertThat(rows()).as("those that match").hasSize(2);
        _assertNone(Button.class, spec -> spec.withText("Show"));
    }

    @Test
    void aMemberSeesTheQueueWithoutLevers() {
        stories.launch(ava, 10, 1e-4);
        signIn(people.member("Mara"));

        Navigation.open("queue");

        assertThat(rows()).hasSize(1);
        _assertNone(QueueControls.class);
        _assertNone(MoveButtons.class);
    }

    @Test
    void aLongQueueIsSearched() {
        LaunchResult last = IntStream.rangeClosed(0, QueueService.PAGE_SIZE)
                .mapToObj(run -> stories.launch(ava, 10, 1e-4))
                .reduce((one, next) -> next)
                .orElseThrow();
        Navigation.open("queue");
        assertThat(rows()).hasSize(QueueService.PAGE_SIZE);

        _setValue(_get(SearchField.class), String.valueOf(last.number()));
        assertThat(rows())
                .as("with its place among all")
                .singleElement()
                .asString()
                .startsWith(String.valueOf(QueueService.PAGE_SIZE + 1))
                .contains("Run " + last.number());
        _setValue(_get(SearchField.class), "no such run");
        assertThat(rows()).isEmpty();

        Navigation.open("queue?q=lindqvist&backend=told&page=2");
        assertThat(rows()).singleElement().asString().contains("Run " + last.number());
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
