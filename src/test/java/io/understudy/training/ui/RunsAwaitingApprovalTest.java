package io.understudy.training.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._getText;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.billing.CostService;
import io.understudy.characters.CharacterId;
import io.understudy.identity.People;
import io.understudy.platform.ui.Navigation;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.providers.fal.FalConnection;
import io.understudy.support.ViewTest;
import io.understudy.training.RunState;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.GridLaunchService;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.ParameterGrid;
import io.understudy.training.runs.RunService;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs that may cost more than a member may spend, as they are met on their page. */
class RunsAwaitingApprovalTest extends ViewTest {
    @Autowired
    RunFixtures stories;

    @Autowired
    RunService runs;

    @Autowired
    GridLaunchService grids;

    @Autowired
    FalConnection connection;

    @Autowired
    CostService costs;

    @Autowired
    JdbcClient jdbc;

    private List<LaunchResult> grid = List.of();
    private CharacterId ava = new CharacterId(UUID.randomUUID());

    @BeforeEach
    void aGridAboveTheLimit() {
        signIn(people.admin("Ada"));
        connection.connect("any-key:that-nobody-uses");
        signIn(people.member("Mara"));
        stories.forget();
        ava = stories.character("Ava Lindqvist", "ohwx woman");
        TrainingSettings asked =
                new TrainingSettings(new TriggerWord("ohwx woman"), 1_000, 1e-4, 16, 16, 1, 1024, 7, 0, 0, List.of());
        grid = grids.launch(
                new LaunchRequest(ava, "fal-flux-lora-fast-training", asked, true, UUID.randomUUID(), null),
                new ParameterGrid(List.of(new ParameterGrid.Axis(
                        JobField.STEPS,
                        Stream.of(3_000, 4_000).map(BigDecimal::valueOf).toList()))));
    }

    @AfterEach
    void showChanges() throws Exception {
        stories.settle();
        MockVaadin.clientRoundtrip(false);
    }

    @Test
    void aMemberSeesWhyItWaitsAndDecidesNothing() {
        Navigation.open("runs/" + grid.getFirst().number());

        assertThat(words()).anyMatch(text -> text.contains("the 2 runs of this grid come to about $14.00"));
        assertThat(_find(H2.class).stream().map(H2::getText))
                .contains("Samples")
                .doesNotContain("Loss");
        _assertNone(Button.class, spec -> spec.withText("Release all 2…"));
        _assertNone(Button.class, spec -> spec.withText("Refuse all 2…"));
    }

    @Test
    @Tag("twice")
    void anAdminReleasesTheWholeGridFromAnyOfItsRuns() {
        signIn(people.admin("Ada"));
        Navigation.open("runs/" + grid.get(1).number());
        assertThat(primaryActions()).containsExactly("Release all 2…");

        _click(_get(Button.class, spec -> spec.withText("Release all 2…")));
        assertThat(words()).anyMatch(text -> text.endsWith("when it runs. It costs about $14.00."));
        _click(_get(Button.class, spec -> spec.withText("Release all 2 runs")));
        assertThat(states()).containsOnly(RunState.AWAITING_APPROVAL);
        _setValue(_get(PasswordField.class), People.PASSWORD);
        _click(_get(Button.class, spec -> spec.withText("Release all 2 runs")));

        assertThat(states()).containsOnly(RunState.QUEUED);
    }

    @Test
    void aRunThatIsHeldWhenItIsResumedIsReleasedAtThePriceOfNow() {
        LaunchResult run = launched(1_400);
        runs.cancel(run.run());
        signIn(people.admin("Ada"));
        costs.changePrice("fal-flux-lora-fast-training", new BigDecimal("20.00"), null);
        signIn(people.member("Mara"));
        runs.resume(run.run(), runs.resumeOffer(run.run()).orElseThrow());
        signIn(people.admin("Ada"));
        Navigation.open("runs/" + run.number());

        _click(_get(Button.class, spec -> spec.withText("Release…")));

        assertThat(words()).anyMatch(text -> text.endsWith("when it runs. It costs about $28.00."));
    }

    @Test
    void anAdminRefusesTheWholeGridWithAReason() {
        signIn(people.admin("Ada"));
        Navigation.open("runs/" + grid.getFirst().number());

        _click(_get(Button.class, spec -> spec.withText("Refuse all 2…")));
        assertThat(states()).containsOnly(RunState.AWAITING_APPROVAL);
        _setValue(_get(TextField.class, spec -> spec.withLabel("Why (optional)")), "Try 1,000 steps first.");
        _click(_get(Button.class, spec -> spec.withText("Refuse all 2 runs")));

        assertThat(states()).containsOnly(RunState.CANCELLED);
        assertThat(grid)
                .allSatisfy(receipt -> assertThat(runs.details(receipt.run()).failure())
                        .isEqualTo("Refused by Ada: Try 1,000 steps first."));
    }

    @Test
    @Tag("attack")
    void resumingWhatCostsMoneyNamesThePriceAndAsksFirst() throws Exception {
        LaunchResult run = launched(1_400);
        runs.cancel(run.run());
        Navigation.open("runs/" + run.number());
        assertThat(_get(Description.class, spec -> spec.withText("Not charged: it was never sent"))
                        .isVisible())
                .isTrue();
        Button resume = _get(Button.class, spec -> spec.withText("Resume (about $2.80)"));

        _click(resume);
        assertThat(runs.details(run.run()).state()).isEqualTo(RunState.CANCELLED);
        ConfirmDialog dialog = _get(ConfirmDialog.class);
        assertThat(_getText(dialog)).contains("400 steps", "Cancelled by Mara.", "It costs about $2.80.");
        _fireConfirm(dialog);

        assertThat(runs.details(run.run()).state()).isEqualTo(RunState.QUEUED);
        _click(resume);
        assertThat(runs.details(run.run()).attempt()).isZero();
    }

    @Test
    @Tag("attack")
    void aPriceThatNobodyEnteredIsSaidToBeUnknown() throws Exception {
        signIn(people.admin("Ada"));
        LaunchResult run = launched("fal-flux-lora-portrait-trainer", 1_400);
        runs.cancel(run.run());
        Navigation.open("runs/" + run.number());

        _click(_get(Button.class, spec -> spec.withText("Resume (price unknown)")));

        assertThat(_getText(_get(ConfirmDialog.class))).contains("No price has been entered for this service");
        assertThat(runs.details(run.run()).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void theLaunchFormSaysWhatCountsTogetherWithTheNewRun() {
        LaunchResult run = launched(1_400);

        Navigation.open("runs/new?character=ava-lindqvist&from=" + run.number());
        assertThat(estimates())
                .contains("About $2.80. With the $2.80 ordered in the last 24 hours,"
                        + " that is $5.60 of the limit of $10.00.");

        launched(2_800);
        Navigation.open("runs/" + run.number());
        Navigation.open("runs/new?character=ava-lindqvist&from=" + run.number());
        assertThat(estimates())
                .contains("About $2.80. Waiting for an admin: about $2.80 is above the limit of $10.00"
                        + " together with the $8.40 ordered in the last 24 hours.");
    }

    @Test
    void aRunOfWhoseRequestNobodyKnowsWhatBecameIsAskedForAgainForNothing() throws Exception {
        LaunchResult run = unanswered();
        Navigation.open("runs/" + run.number());
        assertThat(words()).anyMatch(text -> text.contains("accepted the run as request request 77"));
        _assertNone(Button.class, spec -> spec.withText("Discard it and send again (free)"));

        _click(_get(Button.class, spec -> spec.withText("Resume (free)")));

        _assertNone(ConfirmDialog.class);
        assertThat(runs.details(run.run()).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    @Tag("attack")
    void whatMayBePaidTwiceIsSentAgainOnlyWithThePasswordOfAnAdmin() throws Exception {
        LaunchResult run = unanswered();
        // The only service that answers here charges nothing.
        jdbc.sql("update training_run set backend = 'fal-flux-lora-fast-training', memo = null where id = ?")
                .param(run.run().value())
                .update();
        signIn(people.admin("Ada"));
        Navigation.open("runs/" + run.number());

        _click(_get(Button.class, spec -> spec.withText("It was not accepted: send again")));
        assertThat(words()).anyMatch(text -> text.endsWith("both are paid. It costs about $0.02."));
        assertThat(_get(PasswordField.class).getHelperText()).isEqualTo("Asked for because it may be paid twice.");
        _click(_get(Button.class, spec -> spec.withText("Send again (about $0.02)")));
        assertThat(runs.details(run.run()).state()).isEqualTo(RunState.UNCONFIRMED);
        _setValue(_get(PasswordField.class), People.PASSWORD);
        _click(_get(Button.class, spec -> spec.withText("Send again (about $0.02)")));

        assertThat(runs.details(run.run()).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void ofWhatIsSentAgainForNothingNothingIsSaidToBePaid() throws Exception {
        LaunchResult run = unanswered();
        signIn(people.admin("Ada"));
        Navigation.open("runs/" + run.number());

        _click(_get(Button.class, spec -> spec.withText("Discard it and send again (free)")));

        assertThat(words())
                .contains("The service gets it a second time. What may have come of the first one is given up.");
        assertThat(_get(PasswordField.class).getHelperText()).doesNotContain("paid");
        _setValue(_get(PasswordField.class), People.PASSWORD);
        _click(_get(Button.class, spec -> spec.withText("Send again (free)")));

        assertThat(runs.details(run.run()).state()).isEqualTo(RunState.QUEUED);
    }

    /** A run whose service took the job as request 77 and says nothing more about it. */
    private LaunchResult unanswered() throws Exception {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        stories.start();
        stories.unanswered("request 77");
        stories.settle();
        return run;
    }

    private LaunchResult launched(int steps) {
        return launched("fal-flux-lora-fast-training", steps);
    }

    private LaunchResult launched(String backend, int steps) {
        TrainingSettings asked =
                new TrainingSettings(new TriggerWord("ohwx woman"), steps, 1e-4, 16, 16, 1, 1024, 7, 0, 0, List.of());
        return runs.launch(new LaunchRequest(ava, backend, asked, true, UUID.randomUUID(), null));
    }

    private List<RunState> states() {
        return grid.stream().map(receipt -> runs.details(receipt.run()).state()).toList();
    }

    private static List<String> estimates() {
        return _find(Span.class, spec -> spec.withClasses("estimate")).stream()
                .map(Span::getText)
                .toList();
    }

    private static List<String> words() {
        return _find(Paragraph.class).stream().map(Paragraph::getText).toList();
    }
}
