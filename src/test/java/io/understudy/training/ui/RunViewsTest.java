package io.understudy.training.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.page.ExtendedClientDetails;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.server.VaadinSession;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.datasets.ui.WithdrawnPhotosBanner;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ImageStage;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.PageKeys;
import io.understudy.platform.ui.PictureViewer;
import io.understudy.platform.ui.SearchField;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.support.ViewTest;
import io.understudy.training.LogLine;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.SamplePrompt;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.lists.RunColumn;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.notes.RunNoteService;
import io.understudy.training.notes.RunNoteSignals;
import io.understudy.training.queue.FakeTrainingBackend;
import io.understudy.training.queue.QueueService;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunService;
import io.understudy.training.runs.RunSignals;
import io.understudy.versions.release.SnapshotRecallService;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

class RunViewsTest extends ViewTest {
    @Autowired
    RunFixtures stories;

    @Autowired
    RunService runs;

    @Autowired
    FakeTrainingBackend trainer;

    @Autowired
    RunListService lists;

    @Autowired
    RunNoteService notes;

    @Autowired
    RunNoteSignals noteSignals;

    @Autowired
    PhotoConsentService ledger;

    @Autowired
    SnapshotRecallService recalls;

    @Autowired
    DatasetService datasets;

    @Autowired
    PictureChoices choices;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RunSignals signals;

    @Autowired
    QueueService queues;

    private CharacterId ava = new CharacterId(new UUID(0, 1));

    @BeforeEach
    void aCharacter() {
        signIn(people.member("Mara"));
        stories.forget();
        ava = stories.character("Ava Lindqvist", "ohwx woman");
    }

    @Test
    void theEmptyListOffersTheFirstRun() {
        Navigation.open("runs");

        _click(_get(Button.class, spec -> spec.withText("Launch the first run")));

        assertThat(path()).isEqualTo("runs/new");
    }

    @Test
    void theListShowsTheRuns() {
        stories.launch(ava, 10, 1e-4);

        Navigation.open("runs");

        assertThat(GridKt._size(grid())).isEqualTo(1);
        assertThat(words(GridKt._getCellComponent(grid(), 0, "state"))).contains("queued");
        assertThat(grid().isAllRowsVisible())
                .as("a short list is as high as its rows")
                .isTrue();
    }

    @Test
    void theAddressFiltersSortsAndChoosesColumns() {
        stories.launch(ava, 10, 1e-4);
        stories.launch(ava, 20, 1e-4);
        stories.launch(ava, 30, 1e-4);

        Navigation.open("runs?steps=20..&sort=steps&columns=number,steps,alpha&character=ava-lindqvist");

        assertThat(GridKt._size(grid())).isEqualTo(2);
        assertThat(GridKt._get(grid(), 0).progress().steps()).isEqualTo(20);
        assertThat(grid().getColumns().stream().filter(Grid.Column::isVisible).map(Grid.Column::getKey))
                .containsExactly("number", "steps", "alpha");
    }

    @Test
    @SuppressWarnings("unchecked")
    void aNarrowWindowTakesNoColumnFromAWideOne() {
        stories.launch(ava, 10, 1e-4);
        UI.getCurrent()
                .getInternals()
                .setExtendedClientDetails(ExtendedClientDetails.updateFromValues(
                        UI.getCurrent(), Map.of("v-ww", "390", "v-wh", "844")::get));
        Navigation.open("runs");
        assertThat(grid().getColumnByKey("curve").isVisible())
                .as("no room for it")
                .isFalse();
        CheckboxGroup<RunColumn> chosen = _get(_get(ColumnChooser.class), CheckboxGroup.class);
        Set<RunColumn> others = EnumSet.copyOf(RunListAddress.USUAL_COLUMNS);
        others.remove(RunColumn.NUMBER);
        assertThat(chosen.getValue()).as("what a wide window shows").isEqualTo(others);

        others.remove(RunColumn.COST);
        _setValue(chosen, others, true);

        UI.getCurrent().getInternals().getStateTree().runExecutionsBeforeClientResponse();
        assertThat(UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations().stream()
                        .flatMap(script -> script.getInvocation().getParameters().stream())
                        .filter(parameter -> parameter instanceof String path && path.startsWith("runs?columns="))
                        .toList())
                .singleElement()
                .asString()
                .contains("sample", "learning-rate", "curve", "loss", "tags")
                .doesNotContain("cost");
    }

    @Test
    void theRunsOfACharacterAreSearchedAndSortedInTheAddress() {
        LaunchResult first = stories.launch(ava, 10, 1e-4);
        LaunchResult second = stories.launch(ava, 20, 1e-4);

        Navigation.open("characters/ava-lindqvist/runs?sort=steps");
        assertThat(GridKt._get(grid(), 0).number()).isEqualTo(first.number());
        _setValue(_get(SearchField.class), "#" + second.number());
        assertThat(GridKt._size(grid())).isEqualTo(1);
        assertThat(GridKt._get(grid(), 0).number()).isEqualTo(second.number());

        _setValue(_get(SearchField.class), "no such run");
        _click(_get(Button.class, spec -> spec.withText("Clear search")));
        assertThat(GridKt._size(grid())).isEqualTo(2);
        Navigation.open("characters/ava-lindqvist/runs?text=%23" + first.number());
        assertThat(GridKt._size(grid())).isEqualTo(1);
    }

    @Test
    void allRangesAreClearedAtOnce() {
        stories.launch(ava, 10, 1e-4);
        stories.launch(ava, 20, 1e-4);
        Navigation.open("runs?steps=20..");
        assertThat(GridKt._size(grid())).isEqualTo(1);

        _click(_get(Button.class, spec -> spec.withText("Clear ranges")));

        assertThat(GridKt._size(grid())).isEqualTo(2);
    }

    @Test
    void aFilterThatLeavesNothingSaysWhichPartEmptiesTheList() {
        stories.launch(ava, 10, 1e-4);
        Navigation.open("runs?state=failed&steps=10..10");

        _click(_get(Button.class, spec -> spec.withText("Without failed: 1 run")));

        assertThat(GridKt._size(grid())).isEqualTo(1);
        _assertNone(Button.class, spec -> spec.withText("Show all runs"));
    }

    @Test
    void tickedRunsAreArchivedTogetherAndTheNoticeTakesItBack() {
        stories.finished(ava, 10, 1e-4);
        stories.finished(ava, 10, 1e-4);
        Navigation.open("runs");

        _click(_get(Button.class, spec -> spec.withText("Select all")));
        _click(_get(Button.class, spec -> spec.withText("Archive")));
        assertThat(lists.count(RunFilter.ALL)).isZero();

        _click(_get(Button.class, spec -> spec.withText("Undo")));
        assertThat(lists.count(RunFilter.ALL)).isEqualTo(2);
    }

    @Test
    void aCellOfTheListFollowsItsRunWithoutBeingAsked() throws Exception {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        Span state = LiveRunCells.state(signals.of(runs.details(run.run()).progress()));
        UI.getCurrent().add(state);
        assertThat(words(state)).contains("queued");

        stories.start();
        stories.steps(1, 4);
        showChanges();

        assertThat(words(state)).contains("running");
    }

    @Test
    void aRunThatCameSinceIsAnnouncedAndNotSlippedIn() throws Exception {
        stories.launch(ava, 10, 1e-4);
        showChanges();
        Navigation.open("runs");
        stories.launch(ava, 10, 1e-4);
        showChanges();

        assertThat(_get(ChangeOffer.class).getElement().getTextRecursively()).startsWith("1 new run");
        _click(_get(Button.class, spec -> spec.withText("Show")));

        assertThat(GridKt._size(grid())).isEqualTo(2);
        _assertNone(Button.class, spec -> spec.withText("Show"));
    }

    @Test
    void onlyRunsThatFitTheListAreAnnounced() throws Exception {
        CharacterId nova = stories.character("Nova Reyes", "sks woman");
        stories.launch(ava, 10, 1e-4);
        showChanges();
        Navigation.open("characters/ava-lindqvist/runs");

        stories.launch(nova, 10, 1e-4);
        showChanges();
        assertThat(words(offer())).doesNotContain("new run");

        stories.launch(ava, 10, 1e-4);
        showChanges();
        assertThat(words(offer())).startsWith("1 new run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "characters/ava-lindqvist/runs"})
    void anEmptyListOffersTheFirstRunOfSomeoneElse(String path) throws Exception {
        Navigation.open(path);
        _assertOne(Button.class, spec -> spec.withText("Launch the first run"));
        stories.launch(ava, 10, 1e-4);
        showChanges();

        _click(_get(offer(), Button.class, spec -> spec.withText("Show")));

        assertThat(GridKt._size(grid())).isEqualTo(1);
        _assertNone(Button.class, spec -> spec.withText("Launch the first run"));
    }

    @Test
    void selectedRunsStaySelectedWhenNewOnesAreShownAndTheOrderChanges() throws Exception {
        long first = stories.finished(ava, 10, 1e-4).number();
        long second = stories.finished(ava, 20, 1e-4).number();
        Navigation.open("runs");
        grid().asMultiSelect().select(GridKt._get(grid(), 0), GridKt._get(grid(), 1));
        stories.launch(ava, 30, 1e-4);
        showChanges();

        _click(_get(offer(), Button.class, spec -> spec.withText("Show")));
        assertThat(GridKt._size(grid())).isEqualTo(3);
        assertThat(selectedNumbers()).containsExactlyInAnyOrder(first, second);
        grid().sort(GridSortOrder.asc(grid().getColumnByKey("steps")).build());
        assertThat(GridKt._get(grid(), 0).number()).isEqualTo(first);
        assertThat(selectedNumbers()).containsExactlyInAnyOrder(first, second);

        _click(_get(Button.class, spec -> spec.withText("Compare")));
        assertThat(path()).isEqualTo("compare");
    }

    @Test
    void keysMoveThroughTheRuns() {
        long first = stories.launch(ava, 10, 1e-4).number();
        long second = stories.launch(ava, 20, 1e-4).number();
        Navigation.open("runs");

        assertThat(pressed("j")).contains("runs/" + second);
        assertThat(pressed("j")).contains("runs/" + first);
        assertThat(pressed("j")).as("the end of the list").doesNotContain("runs/" + second);
        assertThat(pressed("k")).contains("runs/" + second);
    }

    @Test
    void keysMoveAmongTheRunsThatAreShownWhenOthersCameSince() {
        long first = stories.launch(ava, 10, 1e-4).number();
        long second = stories.launch(ava, 20, 1e-4).number();
        Navigation.open("runs");
        assertThat(GridKt._fetch(grid(), 0, 2)).hasSize(2);
        long unseen = stories.launch(ava, 30, 1e-4).number();

        assertThat(pressed("j")).contains("runs/" + second).doesNotContain("runs/" + unseen);
        assertThat(pressed("j")).contains("runs/" + first);
    }

    /** What the browser is sent after a key, such as the address of the link that gets the focus. */
    private static List<Object> pressed(String key) {
        PageKeys keys = _get(_get(RunGrid.class), PageKeys.class);
        ComponentUtil.fireEvent(keys, new PageKeys.Pressed(keys, true, key, null));
        UI.getCurrent().getInternals().getStateTree().runExecutionsBeforeClientResponse();
        return UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations().stream()
                .flatMap(script -> script.getInvocation().getParameters().stream())
                .toList();
    }

    private static List<Long> selectedNumbers() {
        return grid().getSelectedItems().stream().map(RunSummary::number).toList();
    }

    private static ChangeOffer offer() {
        return _get(_get(RunGrid.class), ChangeOffer.class);
    }

    @Test
    void aRunThatCameSinceIsOfferedOnHome() throws Exception {
        LaunchResult first = stories.launch(ava, 10, 1e-4);
        showChanges();
        Navigation.open("");
        LaunchResult second = stories.launch(ava, 10, 1e-4);
        showChanges();
        assertThat(queueRows()).singleElement().asString().contains("Run " + first.number());

        _click(_get(Button.class, spec -> spec.withText("Show")));

        assertThat(queueRows()).hasSize(2).anyMatch(row -> row.contains("Run " + second.number()));
    }

    private static List<String> queueRows() {
        return _find(QueueRow.class).stream().map(RunViewsTest::words).toList();
    }

    @Test
    void aTrainerThatTakesRequestsIsAskedOnThePageOfItsRun() throws Exception {
        trainer.offer(ExtraOutput.CHECKPOINT);
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        Navigation.open("runs/" + run.number());
        _assertNone(Button.class, spec -> spec.withText("Save now"));

        stories.start();
        trainer.last().reporter.remember("request 7");
        stories.steps(1, 4);
        showChanges();
        _assertNone(Button.class, spec -> spec.withText("More samples"));
        _click(_get(Button.class, spec -> spec.withText("Save now")));

        await().pollInSameThread()
                .untilAsserted(() -> assertThat(runs.log(run.run(), 0, 50))
                        .extracting(LogLine::line)
                        .contains("Mara asked the trainer for a checkpoint"));
    }

    @Test
    void theOpenPageOfARunSaysThatItsPhotosWereWithdrawn() throws Exception {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        Navigation.open("runs/" + run.number());
        _assertNone(WithdrawnPhotosBanner.class);

        withdrawPhotos();
        showChanges();

        assertThat(words(_get(WithdrawnPhotosBanner.class)))
                .contains("This run was trained on 1 photo that may no longer be used.", "Taken back.");
    }

    @Test
    void theOpenListMarksRunsWhosePhotosWereWithdrawn() throws Exception {
        stories.launch(ava, 10, 1e-4);
        Navigation.open("runs");
        assertThat(marked(0)).isFalse();

        withdrawPhotos();
        showChanges();

        assertThat(marked(0)).isTrue();
    }

    @Test
    void theOpenListMarksRunsWhoseDatasetIsRecalledUntilThatIsLifted() throws Exception {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        SnapshotId snapshot = runs.details(run.run()).snapshot();
        stories.launch(stories.character("Nova Reyes", "nvr woman"), 10, 1e-4);
        Navigation.open("runs");
        assertThat(marked(1)).isFalse();
        SignedInPerson ines = signIn(people.admin("Ines"));

        recalls.recall(snapshot, "Half of the photos show her sister.", people.proofOf(ines.accountId()));
        showChanges();
        assertThat(marked(1)).isTrue();
        assertThat(marked(0)).as("the run on another dataset").isFalse();

        recalls.lift(snapshot, "They show her.", people.proofOf(ines.accountId()));
        showChanges();
        assertThat(marked(1)).isFalse();
    }

    private void withdrawPhotos() {
        ledger.withdraw(
                ledger.page(ava, LedgerFilter.ALL, 0, 10).lines().stream()
                        .map(LedgerLine::revision)
                        .toList(),
                "Taken back.");
    }

    private static boolean marked(int row) {
        return GridKt._getCellComponent(grid(), row, "number")
                .getChildren()
                .anyMatch(part -> part.hasClassName("unusable-mark"));
    }

    @Test
    void aRunIsCancelledFromItsPage() {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        stories.start();
        // As on a real page, where Vaadin's session says who is signed in, whatever the thread says.
        VaadinSession.getCurrent()
                .getSession()
                .setAttribute(
                        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                        SecurityContextHolder.getContext());
        Navigation.open("runs/" + run.number());

        _click(_get(Button.class, spec -> spec.withText("Cancel run")));
        _fireConfirm(_get(ConfirmDialog.class));

        assertThat(runs.details(run.run()).failure()).isEqualTo("Cancelled by Mara.");
    }

    @Test
    void theLivePageFollowsTheRun() throws Exception {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        Navigation.open("runs/" + run.number());
        assertThat(pageWords()).contains("Queued", "Place 1 of 1. Starts in a moment.");

        stories.start();
        stories.steps(1, 4);
        stories.sample(5);
        showChanges();

        assertThat(pageWords()).contains("Step 4 of 10").doesNotContainPattern("\\d kB\\b");
        assertThat(_get(ProgressBar.class).getValue()).isEqualTo(0.4);
        _assertOne(
                Image.class,
                spec -> spec.withPredicate(
                        image -> image.getAlt().orElse("").matches("ohwx woman, portrait, seed \\d+, step 5")));

        stories.steps(5, 10);
        stories.finish();
        showChanges();

        assertThat(pageWords()).contains("succeeded").containsPattern("\\d kB\\b");
        _assertNone(Button.class, spec -> spec.withText("Cancel run"));
        _click(_get(Button.class, spec -> spec.withText("Open v1")));
        assertThat(path()).startsWith("versions/");
    }

    @Test
    void theNewestSamplesComeFirstAndNewStepsAreAnnounced() throws Exception {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        stories.start();
        stories.steps(1, 4);
        stories.sample(2);
        stories.sample(4);
        Navigation.open("runs/" + run.number());
        assertThat(sampleSteps()).containsExactly("Step", "4", "2");

        stories.sample(6);
        stories.sample(8);
        showChanges();
        assertThat(sampleSteps()).containsExactly("Step", "4", "2");
        _click(_get(Button.class, spec -> spec.withText("2 new samples, show")));

        assertThat(sampleSteps()).containsExactly("Step", "8", "6", "4", "2");
        _assertNone(Button.class, spec -> spec.withText("2 new samples, show"));
    }

    @Test
    void aSampleOpensTheViewerWhichMovesAmongAllThatAreShown() {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        stories.start();
        stories.steps(1, 4);
        stories.sample(2);
        stories.sample(4);
        Navigation.open("runs/" + run.number());
        List<NativeButton> tiles = _find(NativeButton.class, spec -> spec.withClasses("picture-button"));
        assertThat(tiles).hasSizeGreaterThan(1);

        _click(tiles.getFirst());
        PictureViewer viewer = _get(PictureViewer.class);
        assertThat(viewer.getHeaderTitle()).contains("step 4").endsWith(" · 1 of " + tiles.size());
        assertThat(step(viewer, "Previous picture").isEnabled()).isFalse();
        for (int more = 1; more < tiles.size(); more++) {
            _click(step(viewer, "Next picture"));
        }

        assertThat(viewer.getHeaderTitle()).contains("step 2").endsWith(tiles.size() + " of " + tiles.size());
        assertThat(_get(viewer, ImageStage.class).getElement().getAttribute("alt"))
                .contains("step 2");
        assertThat(step(viewer, "Next picture").isEnabled()).isFalse();
    }

    @Test
    void theViewerKeepsOneSampleNextToTheOthers() {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        stories.start();
        stories.steps(1, 6);
        stories.sample(2);
        stories.sample(4);
        stories.sample(6);
        Navigation.open("runs/" + run.number());
        _click(_find(NativeButton.class, spec -> spec.withClasses("picture-button"))
                .getFirst());
        PictureViewer viewer = _get(PictureViewer.class);
        Element stage = _get(viewer, ImageStage.class).getElement();

        _click(step(viewer, "Compare with the other pictures"));
        assertThat(stage.getAttribute("mode")).isEqualTo("compare");
        assertThat(stage.getAttribute("alt")).contains("step 6");
        assertThat(stage.getAttribute("other-alt")).contains("step 4");
        assertThat(viewer.getHeaderTitle()).contains("step 6", "next to", "step 4");

        _click(step(viewer, "Next picture"));
        assertThat(stage.getAttribute("alt")).contains("step 6");
        assertThat(stage.getAttribute("other-alt")).contains("step 2");

        _click(step(viewer, "Compare with the other pictures"));
        assertThat(stage.getAttribute("mode")).isEqualTo("look");
        assertThat(stage.getAttribute("alt")).contains("step 2");
        assertThat(stage.getAttribute("other")).isEmpty();
    }

    private static Button step(PictureViewer viewer, String words) {
        return _get(
                viewer,
                Button.class,
                spec -> spec.withPredicate(
                        button -> words.equals(button.getAriaLabel().orElse(""))));
    }

    private static List<String> sampleSteps() {
        return _find(Div.class, spec -> spec.withClasses("sample-row")).stream()
                .map(row -> words(row.getComponentAt(0)))
                .toList();
    }

    @Test
    void theListShowsCurveLastSampleTagsAndNote() {
        LaunchResult run = stories.finished(ava, 10, 1e-4);
        notes.tag(run.run(), "keep");
        notes.write(run.run(), 0, "The best hands so far.");

        Navigation.open("runs?columns=number,sample,curve,cost,tags,note");

        assertThat(((Image) GridKt._getCellComponent(grid(), 0, "sample")).getAlt())
                .contains("ohwx woman, portrait, step 10");
        assertThat(GridKt._getCellComponent(grid(), 0, "curve").getElement().getAttribute("aria-label"))
                .startsWith("Loss from 1.0000 to 0.")
                .endsWith(RunLabels.loss(runs.details(run.run()).progress().loss()));
        assertThat(words(GridKt._getCellComponent(grid(), 0, "tags"))).isEqualTo("keep");
        assertThat(GridKt._getFormattedRow(grid(), 0)).contains("–", "The best hands so far.");
    }

    @Test
    void runsAreFilteredByTag() {
        stories.launch(ava, 10, 1e-4);
        notes.tag(stories.launch(ava, 20, 1e-4).run(), "keep");
        Navigation.open("runs");
        assertThat(GridKt._size(grid())).isEqualTo(2);

        @SuppressWarnings("unchecked")
        MultiSelectComboBox<String> tags = _get(MultiSelectComboBox.class, spec -> spec.withLabel("Tags"));
        _setValue(tags, Set.of("keep"));

        assertThat(GridKt._size(grid())).isEqualTo(1);
        assertThat(GridKt._get(grid(), 0).progress().steps()).isEqualTo(20);
    }

    @Test
    void tagsAreChangedOnTheRunsPageAndWhatCannotBeOneIsTakenBack() {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        notes.tag(run.run(), "keep");
        Navigation.open("runs/" + run.number());
        @SuppressWarnings("unchecked")
        MultiSelectComboBox<String> tags = _get(MultiSelectComboBox.class, spec -> spec.withLabel("Tags"));

        _setValue(tags, Set.of("keep", "night"));
        assertThat(notes.tags(run.run())).containsExactly("keep", "night");
        _setValue(tags, Set.of("night"));
        assertThat(notes.tags(run.run())).containsExactly("night");
        _setValue(tags, Set.of("night", "a/b"));

        assertThat(tags.getErrorMessage()).contains("cannot be a tag");
        assertThat(tags.getValue()).containsExactly("night");
    }

    @Test
    void whatSomeoneElseNotesAndTagsAppearsUnlessOneIsWriting() throws Exception {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        Navigation.open("runs/" + run.number());
        TextArea note = _get(TextArea.class, spec -> spec.withLabel("Note"));
        SignedInPerson jon = people.member("Jon");

        people.signIn(jon);
        notes.tag(run.run(), "keep");
        notes.write(run.run(), 0, "Good hands.");
        followNotes();

        assertThat(note.getValue()).isEqualTo("Good hands.");
        assertThat(note.getHelperText()).startsWith("Last changed by Jon");
        assertThat(_get(MultiSelectComboBox.class).getValue()).isEqualTo(Set.of("keep"));
        assertThat(audited("run.tagged")).as("following writes nothing").isEqualTo(1);

        _setValue(note, "Good hands, soft light.");
        notes.write(run.run(), 1, "Good hands and feet.");
        notes.removeTag(run.run(), "keep");
        followNotes();

        assertThat(note.getValue()).isEqualTo("Good hands, soft light.");
        assertThat(note.getHelperText()).contains("Jon changed this note");
        assertThat(_get(MultiSelectComboBox.class).getValue()).isEqualTo(Set.of());
    }

    private void followNotes() throws Exception {
        noteSignals.settled().get();
        showChanges();
    }

    private long audited(String verb) {
        return jdbc.sql("select count(*) from audit_row where verb = ?")
                .param(verb)
                .query(Long.class)
                .single();
    }

    @Test
    void twoPeopleWhoChangeANoteChoose() {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        Navigation.open("runs/" + run.number());
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Note")), "Mine.");
        notes.write(run.run(), 0, "Theirs.");

        _click(_get(Button.class, spec -> spec.withText("Save note")));
        assertThat(notes.note(run.run()).text()).isEqualTo("Theirs.");
        _click(_get(Button.class, spec -> spec.withText("Keep mine")));

        assertThat(notes.note(run.run()).text()).isEqualTo("Mine.");
        assertThat(_get(Button.class, spec -> spec.withText("Save note")).isEnabled())
                .isFalse();
    }

    @Test
    @Tag("attack")
    void theTimeOfSeveralRunsIsNoPromiseThatTheyWaitForEachOther() {
        Navigation.open("runs/new?character=ava-lindqvist");
        chooseTold();
        vary(JobField.STEPS, "10, 20");

        assertThat(pageWords()).contains("for 2 runs, an estimate: less where several run at the same time.");
    }

    @SuppressWarnings("unchecked")
    private static void vary(JobField setting, String values) {
        _setValue((Select<JobField>) _get(Select.class, spec -> spec.withLabel("Vary")), setting);
        _setValue(_find(TextField.class, spec -> spec.withLabel("Values")).getFirst(), values);
    }

    @Test
    void formAndPageSayHowOftenEachPictureIsTrainedOn() {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        Navigation.open("runs/new?character=ava-lindqvist");
        chooseTold();
        assertThat(pageWords()).contains("Each picture is trained on 10 times (steps × batch size / pictures)");

        Navigation.open("runs/" + run.number());
        _assertOne(DescriptionList.Term.class, spec -> spec.withText("Steps per picture"));
    }

    /** As many as it takes to suggest a checkpoint while the run trains, and one that shows leakage. */
    @Test
    void theProposedPromptsShowTheCharacterSixTimesAndAnotherPersonOnce() {
        Navigation.open("runs/new?character=ava-lindqvist");

        List<SamplePrompt> prompts = _get(SamplePromptField.class).getValue();

        assertThat(prompts)
                .filteredOn(prompt -> prompt.prompt().startsWith("ohwx woman, "))
                .hasSize(6);
        assertThat(prompts)
                .filteredOn(prompt -> !prompt.prompt().contains("ohwx"))
                .hasSize(1);
        assertThat(prompts).extracting(SamplePrompt::seed).doesNotHaveDuplicates();
    }

    @Test
    void theFormSaysThatABackendWithoutRepeatsLeavesThemOut() {
        Navigation.open("runs/new?character=ava-lindqvist");
        assertThat(pageWords()).doesNotContain("Repeats are left out");

        choices.repeat(datasets.everyPicture(ava), 5);
        Navigation.open("runs/new?character=ava-lindqvist");

        assertThat(pageWords()).contains("Repeats are left out: ").contains(" 5 times.");
    }

    @Test
    void aStoppedRunSaysWhyAndCanBeResumed() throws Exception {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        Navigation.open("runs/" + run.number());
        _assertNone(Button.class, spec -> spec.withText("Resume (free)"));

        runs.cancel(run.run());
        showChanges();
        assertThat(pageWords()).contains("Cancelled by Mara.");
        _click(_get(Button.class, spec -> spec.withText("Resume (free)")));

        assertThat(runs.details(run.run()).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void theReasonIsShownAlsoWhereTheRunHasItBeforeItsPulse() throws Exception {
        LaunchResult run = stories.launch(ava, 10, 1e-4);
        stories.start();
        stories.steps(1, 4);
        RunProgress working = runs.details(run.run()).progress();
        ProgressPanel panel = new ProgressPanel(runs, queues, true);
        stories.fail("The disk is full.");
        showChanges();

        panel.show(working);
        panel.show(runs.details(run.run()).progress());

        assertThat(panel.getChildren().filter(part -> part.hasClassName("run-failure")))
                .singleElement()
                .satisfies(reason -> {
                    assertThat(reason.isVisible()).isTrue();
                    assertThat(reason.getElement().getTextRecursively()).contains("The disk is full.");
                });
    }

    @Test
    void anUnknownRunIsNotFound() {
        Navigation.open("runs/4711");

        assertThat(pageWords()).contains("There is no run 4711");
    }

    @Test
    void theFormLaunchesWithTheProposedSettingsOnceTheFewPicturesAreConfirmed() {
        Navigation.open("runs/new?character=ava-lindqvist");
        chooseTold();
        Button launch = _get(Button.class, spec -> spec.withText("Launch"));

        _click(launch);
        assertThat(lists.count(RunFilter.ALL)).isZero();
        _setValue(_get(Checkbox.class), true);
        _click(launch);

        RunSummary run = lists.newest(RunFilter.ALL, 5).getFirst();
        assertThat(path()).isEqualTo("runs/" + run.number());
        assertThat(runs.details(run.id()).parameters().triggerWord()).isEqualTo(new TriggerWord("ohwx woman"));
    }

    @Test
    void severalValuesLaunchARunEachAndTheButtonSaysHowMany() {
        Navigation.open("runs/new?character=ava-lindqvist");
        chooseTold();
        _setValue(_get(Checkbox.class), true);
        @SuppressWarnings("unchecked")
        Select<JobField> vary = _get(Select.class, spec -> spec.withLabel("Vary"));
        _setValue(vary, JobField.RANK);
        TextField values = field("Values");

        _setValue(values, "8, 99");
        _click(_get(Button.class, spec -> spec.withText("Launch 2 runs")));
        assertThat(lists.count(RunFilter.ALL)).isZero();

        _setValue(values, "8, 16, 32");
        _click(_get(Button.class, spec -> spec.withText("Launch 3 runs")));
        assertThat(lists.newest(RunFilter.ALL, 5)).extracting(RunSummary::rank).containsExactly(32, 16, 8);
        assertThat(path()).isEqualTo("characters/ava-lindqvist/runs");
    }

    @Test
    void aSettingThatTheBackendIgnoresCannotBeVaried() {
        Navigation.open("runs/new?character=ava-lindqvist");
        chooseTold();
        _setValue(_get(Checkbox.class), true);
        @SuppressWarnings("unchecked")
        Select<JobField> vary = _get(Select.class, spec -> spec.withLabel("Vary"));

        _setValue(vary, JobField.RESOLUTION);
        _setValue(field("Values"), "512, 1024");
        _click(_get(Button.class, spec -> spec.withText("Launch")));

        assertThat(field("Values").getErrorMessage()).contains("It has no pictures.", "vary another setting");
        assertThat(lists.count(RunFilter.ALL)).isZero();
    }

    @Test
    void theBackendIsKeptWithWhatIsTypedForIt() {
        Navigation.open("runs/new?character=ava-lindqvist");

        DraftKeeper keeper = _get(
                DraftKeeper.class,
                spec -> spec.withPredicate(
                        each -> each.getElement().getAttribute("key").startsWith("run/")));
        _assertOne(keeper, RadioButtonGroup.class);
    }

    @Test
    void anotherBackendLeavesWhatIsVariedAndTyped() {
        Navigation.open("runs/new?character=ava-lindqvist");
        _setValue(field("Steps"), "17");
        @SuppressWarnings("unchecked")
        Select<JobField> vary = _get(Select.class, spec -> spec.withLabel("Vary"));
        _setValue(vary, JobField.RANK);
        _setValue(field("Values"), "8, 16");

        chooseTold();

        assertThat(vary.getValue()).isEqualTo(JobField.RANK);
        assertThat(field("Values").getValue()).isEqualTo("8, 16");
        assertThat(field("Steps").getValue()).isEqualTo("17");
    }

    @Test
    void whatWorkedIsTakenOverIntoTheForm() {
        stories.finished(ava, 25, 5e-5);
        Navigation.open("runs/new?character=ava-lindqvist");

        _click(_get(Button.class, spec -> spec.withText("Use")));

        assertThat(field("Steps").getValue()).isEqualTo("25");
        assertThat(field("Learning rate").getValue()).isEqualTo("5e-5");
    }

    @Test
    void aRefusedLaunchKeepsWhatWasTypedAndSaysSoAtTheField() {
        Navigation.open("runs/new?character=ava-lindqvist");
        chooseTold();
        TextField rank = field("Rank");
        _setValue(rank, "99");
        _setValue(field("Learning rate"), "2e-4");
        _setValue(_get(Checkbox.class), true);

        _click(_get(Button.class, spec -> spec.withText("Launch")));

        assertThat(rank.isInvalid()).isTrue();
        assertThat(rank.getErrorMessage()).contains("between 1 and 64");
        assertThat(field("Learning rate").getValue()).isEqualTo("2e-4");
        assertThat(lists.count(RunFilter.ALL)).isZero();
    }

    @Test
    void theGuidesWordStandsBesideTheField() {
        Navigation.open("runs/new?character=ava-lindqvist");
        chooseTold();

        _setValue(field("Learning rate"), "0.0003");
        _setValue(field("Alpha"), "8");

        assertThat(pageWords()).contains("risks overfitting").contains("Effective scale alpha / rank = 0.5");
    }

    @Test
    void aRerunBeginsWithTheOtherRunsSettings() {
        LaunchResult run = stories.launch(ava, 10, 5e-5);

        Navigation.open("runs/new?character=ava-lindqvist&from=" + run.number());

        assertThat(field("Learning rate").getValue()).isEqualTo("5e-5");
        assertThat(field("Steps").getValue()).isEqualTo("10");
    }

    @Test
    void theTabShowsOnlyTheCharactersOwnRuns() {
        CharacterId nova = stories.character("Nova Reyes", "sks woman");
        stories.launch(ava, 10, 1e-4);
        stories.launch(nova, 10, 1e-4);

        Navigation.open("characters/nova-reyes/runs");

        assertThat(GridKt._size(grid())).isEqualTo(1);
    }

    private static void chooseTold() {
        @SuppressWarnings("unchecked")
        RadioButtonGroup<BackendChoice> backend = _get(RadioButtonGroup.class);
        _setValue(
                backend,
                backend.getListDataView()
                        .getItems()
                        .filter(choice -> choice.id().equals("told"))
                        .findFirst()
                        .orElseThrow());
    }

    @AfterEach
    void showChanges() throws Exception {
        stories.settle();
        MockVaadin.clientRoundtrip(false);
    }

    private static TextField field(String label) {
        return _get(TextField.class, spec -> spec.withLabel(label));
    }

    @SuppressWarnings("unchecked")
    private static Grid<RunSummary> grid() {
        return _get(Grid.class);
    }

    private static String path() {
        return UI.getCurrent().getInternals().getActiveViewLocation().getPath();
    }

    private static String words(Component component) {
        return component.getElement().getTextRecursively();
    }

    private static String pageWords() {
        return _find(Component.class).stream()
                .filter(component -> component instanceof Span
                        || component instanceof Paragraph
                        || component instanceof Description
                        || component instanceof H1)
                .map(RunViewsTest::words)
                .collect(Collectors.joining("\n"));
    }
}
