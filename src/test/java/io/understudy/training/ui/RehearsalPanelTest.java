package io.understudy.training.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import io.understudy.characters.CharacterId;
import io.understudy.platform.ui.Navigation;
import io.understudy.support.ViewTest;
import io.understudy.training.RunSummary;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.rehearsal.RehearsalProbe;
import io.understudy.training.rehearsal.RehearsalSignals;
import io.understudy.training.runs.RunListService;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RehearsalPanelTest extends ViewTest {
    @Autowired
    RunFixtures stories;

    @Autowired
    RunListService lists;

    @Autowired
    RehearsalProbe rounds;

    @Autowired
    RehearsalSignals signals;

    private CharacterId ava = new CharacterId(new UUID(0, 1));

    @BeforeEach
    void aFormForARunOfAva() {
        signIn(people.member("Mara"));
        stories.forget();
        ava = stories.character("Ava Lindqvist", "ohwx woman");
        Navigation.open("runs/new?character=ava-lindqvist");
        _setValue(
                _get(Checkbox.class, spec -> spec.withLabel("Train on fewer pictures than the guide asks for")), true);
    }

    @AfterEach
    void hearEverything() throws Exception {
        showChanges();
    }

    @Test
    void theChecklistFillsItselfWhileTheRehearsalGoesOn() throws Exception {
        _assertNone(RehearsalChecklist.class);

        rehearse();

        assertThat(words()).contains("Getting ready", "1 of 1 picture", "“ohwx woman” in 0 of 1");
        assertThat(_get(Button.class, spec -> spec.withText("Rehearse again")).isEnabled())
                .isFalse();
        _click(_get(Button.class, spec -> spec.withText("Stop")));
        showChanges();
        assertThat(words()).contains("Stopped:", "Not checked.");
    }

    @Test
    void aReloadedFormShowsTheRehearsalAndStopsIt() throws Exception {
        rehearse();

        Navigation.open("runs/new?character=ava-lindqvist");
        assertThat(words()).contains("Getting ready", "1 of 1 picture");
        _click(_get(Button.class, spec -> spec.withText("Stop")));
        showChanges();

        Navigation.open("runs/new?character=ava-lindqvist");
        assertThat(words()).contains("Stopped:", "Rehearse again");
    }

    @Test
    void whoeverLaunchesHearsWhatDidNotPassAndMayGoOn() throws Exception {
        rehearse();
        stories.fail("The loss is no longer a number.");
        showChanges();
        assertThat(words()).contains("Rehearsed", "of 7", "The loss is no longer a number.");

        _click(_get(Button.class, spec -> spec.withText("Launch")));
        assertThat(lists.count(RunFilter.ALL)).isZero();
        _fireConfirm(_get(ConfirmDialog.class));

        RunSummary launched = lists.newest(RunFilter.ALL, 1).getFirst();
        Navigation.open("runs/" + launched.number());
        assertThat(_get(RunFacts.class).getElement().getTextRecursively())
                .contains("Rehearsal", "Not passed:", "loss falls");
    }

    @Test
    void aRunThatWaitsCanBeRehearsedOnItsPage() throws Exception {
        Navigation.open("runs/" + stories.launch(ava, 10, 1e-4).number());

        rehearse();

        assertThat(words()).contains("1 of 1 picture");
    }

    private void rehearse() throws Exception {
        _click(_get(Button.class, spec -> spec.withText("Rehearse")));
        rounds.fill();
        showChanges();
    }

    private static String words() {
        return _get(RehearsalPanel.class).getElement().getTextRecursively();
    }

    private void showChanges() throws Exception {
        signals.settled().get();
        stories.settle();
        MockVaadin.clientRoundtrip(false);
    }
}
