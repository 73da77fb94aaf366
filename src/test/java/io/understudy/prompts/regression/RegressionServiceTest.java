package io.understudy.prompts.regression;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static io.understudy.support.StatementCounter.statementsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.BasicUtilsKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterService;
import io.understudy.collaboration.inbox.InboxEntry;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.identity.SignedInPerson;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Panel;
import io.understudy.prompts.playground.ExampleService;
import io.understudy.prompts.playground.PlaygroundService;
import io.understudy.prompts.playground.RenderId;
import io.understudy.prompts.playground.RenderRequest;
import io.understudy.prompts.regression.RegressionDetails.Pair;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StacksTest;
import io.understudy.prompts.templates.PromptId;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import io.understudy.versions.review.ReviewService;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Pageable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

@Tag("twice")
class RegressionServiceTest extends StacksTest {
    private static final PictureSettings SETTINGS = new PictureSettings(768, 1024, 20, 3.5);

    @Autowired
    PlaygroundService playground;

    @Autowired
    ExampleService examples;

    @Autowired
    RegressionService regressions;

    @Autowired
    RegressionJob regressionJob;

    @Autowired
    RegressionSignals signals;

    @Autowired
    InboxService inbox;

    @Autowired
    CharacterService characters;

    @Autowired
    ReviewService reviews;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    private SignedInPerson jon;

    @BeforeEach
    void aReviewer() {
        jon = people.reviewer("Jon");
        signIn(mara);
    }

    private void keepExamples() {
        RenderId take = playground.render(new RenderRequest(
                new RenderId(UUID.randomUUID()),
                FakeGenerationBackend.ID,
                SETTINGS,
                List.of(7L, 42L),
                List.of(new RenderRequest.Side(
                        "ohwx woman, portrait", new StackPlan(List.of(character(version, 0.85))), null, null))));
        worker.fill();
        drawing.last().drawAll();
        drawing.last().reporter.finished();
        PromptId portrait =
                examples.templates("portrait", Pageable.ofSize(1)).getFirst().id();
        examples.keep(take, playground.get(take).drawn(), portrait);
    }

    private VersionId nextGoesToProduction() throws Exception {
        VersionId newer = newVersion(20);
        transaction.executeWithoutResult(status -> {
            approve(newer);
            events.publishEvent(new VersionChanged(newer, ava, VersionState.APPROVED));
        });
        regressionJob.settled().get(2, TimeUnit.MINUTES);
        return newer;
    }

    private void drawn() throws Exception {
        drawing.last().drawAll();
        drawing.last().reporter.finished();
        regressionJob.settled().get(2, TimeUnit.MINUTES);
    }

    @Test
    void comparisonsAreFoundByTheirCharactersHoweverManyAreCalledSo() throws Exception {
        for (int i = 1; i <= 100; i++) {
            characters.create(CharacterDraft.of("Aa Lindqvist " + i, "woman", "nv" + i + "q woman", ""), null);
        }
        keepExamples();
        nextGoesToProduction();
        worker.fill();
        drawn();

        assertThat(regressions.page(new SearchText("lindqvist"), ListOrder.OLDEST, Pageable.ofSize(5)))
                .hasSize(1);
        assertThat(regressions.page(new SearchText("nova"), ListOrder.NEWEST, Pageable.ofSize(5)))
                .isEmpty();
    }

    @Test
    void examplesAreDrawnAnewWithTheVersionThatWentIntoProduction() throws Exception {
        keepExamples();
        VersionId newer = nextGoesToProduction();
        worker.fill();

        GenerationTask task = drawing.last().task;
        assertThat(task.settings()).isEqualTo(SETTINGS);
        assertThat(task.loras())
                .singleElement()
                .satisfies(lora -> assertThat(lora.name()).contains("20steps"));
        assertThat(task.pictures()).extracting(GenerationTask.TaskPicture::seed).containsExactlyInAnyOrder(7L, 42L);
        assertThat(task.pictures())
                .allMatch(picture -> picture.strengths().equals(List.of(Strength.of(0.85)))
                        && picture.prompt().equals("ohwx woman, portrait"));

        drawn();
        RegressionDetails details = only();
        assertThat(details.done()).isTrue();
        assertThat(details.pairs()).hasSize(2).allSatisfy(pair -> {
            assertThat(pair.now()).isNotNull();
            assertThat(pair.plan().loras()).containsExactly(new LoraRef.Version(newer));
        });
    }

    private RegressionDetails only() {
        return regressions.get(regressions
                .page(new SearchText(""), ListOrder.NEWEST, Pageable.ofSize(5))
                .getContent()
                .getFirst()
                .id());
    }

    @Test
    void reviewersAreToldOnceEverythingIsThereAndJudge() throws Exception {
        keepExamples();
        nextGoesToProduction();
        signIn(jon);
        assertThat(inbox.page(true, 0).notices())
                .noneMatch(told -> told.notice().path().contains("regressions"));
        worker.fill();
        drawn();

        RegressionDetails details = only();
        assertThat(inbox.page(true, 0).notices())
                .filteredOn(told -> told.notice()
                        .path()
                        .equals("prompts/regressions/" + details.id().value()))
                .hasSize(1);
        regressions.judge(details.id(), 1, RegressionVerdict.WORSE, "six fingers");

        Pair judged = only().pairs().getLast();
        assertThat(judged.verdict()).isEqualTo(RegressionVerdict.WORSE);
        assertThat(judged.note()).isEqualTo("six fingers");
        assertThat(judged.judgedBy()).isEqualTo("Jon");
        assertThat(regressions
                        .page(new SearchText(""), ListOrder.NEWEST, Pageable.ofSize(5))
                        .getContent())
                .singleElement()
                .returns(1, summary -> summary.counts().judged())
                .returns(1, summary -> summary.counts().worse());
        regressions.note(details.id(), 0, " softer light ");
        assertThat(only().pairs().getFirst().note()).isEqualTo("softer light");
        assertThat(only().pairs().getFirst().verdict()).isNull();
        signIn(mara);
        assertThatThrownBy(() -> regressions.note(details.id(), 0, "mine")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> regressions.judge(details.id(), 0, RegressionVerdict.SAME, ""))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void theGalleryIsWalkedAndJudgedOnTheScreen() throws Exception {
        keepExamples();
        nextGoesToProduction();
        worker.fill();
        signIn(jon);

        UI.getCurrent().navigate("prompts/regressions");
        assertThat(screen()).contains("Ava Lindqvist").contains("running");
        drawn();
        signals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(true);
        assertThat(screen()).contains("to be judged").contains("0 of 2 judged");
        UI.getCurrent().navigate("prompts/regressions/" + only().id().value());
        assertThat(screen()).contains("Before and now").contains("0 of 2 judged.");
        _setValue(_find(TextField.class).getFirst(), "six fingers");
        assertThat(only().pairs()).extracting(Pair::note).contains("six fingers");
        assertThat(screen()).contains("0 of 2 judged.", "note kept");
        _click(_find(Button.class, spec -> spec.withText(RegressionVerdict.WORSE.label()))
                .getFirst());
        _click(_find(Button.class, spec -> spec.withText(RegressionVerdict.SAME.label()))
                .getLast());

        assertThat(screen()).contains("2 of 2 judged.");
        assertThat(only().pairs())
                .extracting(Pair::verdict)
                .containsExactlyInAnyOrder(RegressionVerdict.WORSE, RegressionVerdict.SAME);
        assertThat(only().pairs()).extracting(Pair::note).contains("six fingers");
        UI.getCurrent().navigate("prompts/regressions");
        assertThat(screen()).contains("worse");
    }

    @Test
    void whatWasRefusedIsNotCalledKept() throws Exception {
        keepExamples();
        nextGoesToProduction();
        worker.fill();
        drawn();
        signIn(jon);
        UI.getCurrent().navigate("prompts/regressions/" + only().id().value());
        signIn(mara);

        _setValue(_find(TextField.class).getFirst(), "six fingers");
        _click(_find(Button.class, spec -> spec.withText(RegressionVerdict.WORSE.label()))
                .getFirst());

        assertThat(screen()).contains("0 of 2 judged.").doesNotContain("note kept", "judged by you");
        assertThat(only().pairs()).extracting(Pair::verdict).containsOnlyNulls();
    }

    @Test
    void anOpenGalleryFollowsOtherReviewersAndKeepsTheWordsThatAreBeingWritten() throws Exception {
        keepExamples();
        nextGoesToProduction();
        worker.fill();
        drawn();
        SignedInPerson vera = people.reviewer("Vera");
        signIn(jon);
        RegressionId id = only().id();
        UI.getCurrent().navigate(RegressionRoutes.of(id));
        TextField first = _find(TextField.class).getFirst();
        TextField second = _find(TextField.class).getLast();
        BasicUtilsKt._fireDomEvent(first, "focus", JsonNodeFactory.instance.objectNode());

        signIn(vera);
        regressions.judge(id, 0, RegressionVerdict.WORSE, "six fingers");
        regressions.judge(id, 1, RegressionVerdict.SAME, "same coat");
        signIn(jon);
        showChanges();

        assertThat(screen()).contains("2 of 2 judged.", "judged by Vera");
        assertThat(_find(TextField.class)).as("nothing is built again").containsExactly(first, second);
        assertThat(second.getValue()).isEqualTo("same coat");
        assertThat(first.getValue()).as("is being written").isEmpty();
        assertThat(first.getHelperText()).contains("“six fingers”");

        _setValue(first, "five fingers");
        BasicUtilsKt._fireDomEvent(first, "blur", JsonNodeFactory.instance.objectNode());
        assertThat(first.getValue()).isEqualTo("five fingers");
        assertThat(first.getHelperText()).isEmpty();
        assertThat(only().pairs().getFirst().note()).isEqualTo("five fingers");
        assertThat(_find(DraftKeeper.class)).hasSize(2);
    }

    private static String screen() {
        return UI.getCurrent()
                .getInternals()
                .getActiveRouterTargetsChain()
                .getFirst()
                .getElement()
                .getTextRecursively();
    }

    @Test
    void anotherChangeOfTheSameVersionDrawsNothingAgain() throws Exception {
        keepExamples();
        VersionId newer = nextGoesToProduction();
        worker.fill();
        int tasks = drawing.tasks().size();

        publishApproval(newer);
        worker.fill();

        assertThat(drawing.tasks()).hasSize(tasks);
    }

    @Test
    void aLongGalleryIsReadInAsManyStatementsAsAShortOne() throws Exception {
        keepExamples();
        nextGoesToProduction();
        RegressionId id = only().id();
        int few = statementsOf(() -> regressions.get(id));

        jdbc.sql("""
                        insert into regression_pair (check_id, position, example_id, plan, job_id, job_position, note)
                        select check_id, position + 2, example_id, plan, job_id, job_position, note from regression_pair""").update();

        assertThat(statementsOf(() -> assertThat(regressions.get(id).pairs()).hasSize(4)))
                .isEqualTo(few);
    }

    @Test
    void whatCannotBeDrawnAnewSaysWhy() throws Exception {
        keepExamples();
        jdbc.sql("update template_example set backend = 'gone'").update();
        nextGoesToProduction();

        RegressionDetails details = only();
        assertThat(details.done()).isTrue();
        assertThat(details.pairs())
                .allSatisfy(pair -> assertThat(pair.problem()).contains("“gone”"));
    }

    @Test
    void withoutExamplesNothingHappens() throws Exception {
        nextGoesToProduction();

        assertThat(regressions.page(new SearchText(""), ListOrder.NEWEST, Pageable.ofSize(5)))
                .isEmpty();
    }

    // Before the approval

    @Test
    void aVersionIsComparedBeforeItsApprovalAtOneClickAndItsPageFollows() throws Exception {
        keepExamples();
        VersionId newer = newVersion(20);
        UI.getCurrent().navigate(VersionRoutes.of(newer));
        assertThat(panel()).contains("Compared with production", "not run", name(version));

        _click(_get(Button.class, spec -> spec.withText("Compare with production")));
        regressionJob.settled().get(2, TimeUnit.MINUTES);
        worker.fill();
        showChanges();
        assertThat(panel()).contains("running").doesNotContain("Compare with production");
        drawn();
        showChanges();
        assertThat(panel()).contains("to be judged", "2 pictures, none judged yet");

        signIn(jon);
        regressions.judge(only().id(), 0, RegressionVerdict.WORSE, "six fingers");
        showChanges();
        assertThat(panel()).contains("worse", "2 pictures, 1 worse, 1 not judged yet");
        assertThat(_get(Anchor.class, spec -> spec.withText("Show pictures")).getHref())
                .isEqualTo(RegressionRoutes.of(only().id()));

        publishApproval(newer);
        assertThat(regressions.page(new SearchText(""), ListOrder.NEWEST, Pageable.ofSize(5)))
                .hasSize(1);
        assertThat(jdbc.sql("select verb from audit_row where subject_type = 'regression' order by sequence")
                        .query(String.class)
                        .list())
                .containsExactly("regression.started", "regression.judged");
    }

    @Test
    void reviewsShowTheVerdictNextToTheOtherEvidence() throws Exception {
        keepExamples();
        VersionId newer = newVersion(20);
        regressions.start(newer);
        regressionJob.settled().get(2, TimeUnit.MINUTES);
        worker.fill();
        drawn();
        signIn(jon);
        regressions.judge(only().id(), 0, RegressionVerdict.BETTER, "");
        regressions.judge(only().id(), 1, RegressionVerdict.SAME, "");

        signIn(mara);
        Navigation.open(VersionRoutes.REVIEWS + "?version=" + newer.value());

        assertThat(panel()).contains("better", "2 pictures, 1 same, 1 better");
    }

    @Test
    void aVerdictReachesWhoStartedItAndWhoHasAPartInTheVersion() throws Exception {
        keepExamples();
        VersionId newer = newVersion(20);
        SignedInPerson vera = people.reviewer("Vera");
        SignedInPerson tess = signIn(people.member("Tess"));
        SignedInPerson olaf = people.member("Olaf");
        regressions.start(newer);
        regressionJob.settled().get(2, TimeUnit.MINUTES);
        worker.fill();
        drawn();
        signIn(mara);
        reviews.submit(newer, versions.details(newer).revision());

        signIn(jon);
        regressions.judge(only().id(), 0, RegressionVerdict.SAME, "");
        assertThat(verdictsOf(mara)).as("one picture is not judged yet").isEmpty();
        signIn(jon);
        assertThat(asked()).hasSize(1);
        regressions.judge(only().id(), 1, RegressionVerdict.BETTER, "");
        assertThat(asked()).as("nobody is asked any more").isEmpty();

        String title = name(newer) + " was compared with earlier pictures: ";
        for (SignedInPerson person : List.of(tess, mara, vera)) {
            assertThat(verdictsOf(person))
                    .containsExactly("NEWS " + title + "Verdict: better (1 same, 1 better), by Jon.");
        }
        assertThat(verdictsOf(jon)).as("did it himself").isEmpty();
        assertThat(verdictsOf(olaf)).as("has no part in it").isEmpty();

        signIn(jon);
        regressions.judge(only().id(), 0, RegressionVerdict.WORSE, "six fingers");
        assertThat(verdictsOf(mara)).containsExactly("NEWS " + title + "Verdict: worse (1 worse, 1 better), by Jon.");
    }

    @Test
    void oneWorsePictureDecidesWhileOthersAreStillGenerated() throws Exception {
        keepExamples();
        VersionId newer = newVersion(20);
        regressions.start(newer);
        regressionJob.settled().get(2, TimeUnit.MINUTES);
        worker.fill();
        drawing.last().draw(0);

        signIn(jon);
        regressions.judge(only().id(), 0, RegressionVerdict.WORSE, "six fingers");

        String title = name(newer) + " was compared with earlier pictures: ";
        assertThat(verdictsOf(mara)).containsExactly("NEWS " + title + "Verdict: worse (1 worse), by Jon.");
        UI.getCurrent().navigate(VersionRoutes.of(newer));
        assertThat(panel()).contains("worse", "1 picture, 1 worse; others are still being generated");

        drawn();
        assertThat(verdictsOf(mara)).as("no second notice").hasSize(1);
        signIn(jon);
        assertThat(asked()).as("the verdict is known").isEmpty();
    }

    @Test
    void aVerdictThatTheEndOfTheGenerationCompletesReachesPeopleThen() throws Exception {
        keepExamples();
        VersionId newer = newVersion(20);
        regressions.start(newer);
        regressionJob.settled().get(2, TimeUnit.MINUTES);
        worker.fill();
        drawing.last().drawAll();

        signIn(jon);
        regressions.judge(only().id(), 0, RegressionVerdict.SAME, "");
        regressions.judge(only().id(), 1, RegressionVerdict.BETTER, "");
        assertThat(verdictsOf(mara)).as("there could be more pictures").isEmpty();

        drawing.last().reporter.finished();
        regressionJob.settled().get(2, TimeUnit.MINUTES);
        assertThat(verdictsOf(mara))
                .containsExactly("NEWS " + name(newer) + " was compared with earlier pictures: Verdict: better (1 same,"
                        + " 1 better), by Jon.");
        signIn(jon);
        assertThat(asked()).as("nothing is left to judge").isEmpty();
    }

    @Test
    void aComparisonThatWasStoppedHalfwayHasNoVerdictAndReviewersAreAsked() throws Exception {
        keepExamples();
        VersionId newer = newVersion(20);
        regressions.start(newer);
        regressionJob.settled().get(2, TimeUnit.MINUTES);
        worker.fill();
        drawing.last().draw(0);
        signIn(jon);
        regressions.judge(only().id(), 0, RegressionVerdict.SAME, "");

        signIn(mara);
        UI.getCurrent().navigate(RegressionRoutes.of(only().id()));
        _click(_get(Button.class, spec -> spec.withText("Stop")));
        regressionJob.settled().get(2, TimeUnit.MINUTES);

        assertThat(only().done()).isTrue();
        assertThat(verdictsOf(mara)).as("one of two pictures is no verdict").isEmpty();
        signIn(jon);
        assertThat(asked()).singleElement().extracting(InboxEntry::notice).satisfies(notice -> {
            assertThat(notice.title()).isEqualTo("Is " + name(newer) + " better than what was before?");
            assertThat(notice.words()).isEqualTo("Its examples can be generated again; the page says what that costs.");
        });
    }

    private List<String> verdictsOf(SignedInPerson person) {
        signIn(person);
        return inbox.page(false, 0).notices().stream()
                .map(InboxEntry::notice)
                .filter(notice -> notice.path().equals(RegressionRoutes.of(only().id())))
                .filter(notice -> notice.kind() != NoticeKind.REQUEST)
                .map(notice -> notice.kind() + " " + notice.title() + ": " + notice.words())
                .toList();
    }

    private List<InboxEntry> asked() {
        return inbox.page(true, 0).notices().stream()
                .filter(told -> told.notice().path().equals(RegressionRoutes.of(only().id())))
                .filter(told -> told.notice().kind() == NoticeKind.REQUEST)
                .toList();
    }

    @Test
    void aComparisonThatCannotBeStartedSaysWhy() throws Exception {
        VersionId newer = newVersion(20);
        UI.getCurrent().navigate(VersionRoutes.of(newer));
        assertThat(panel()).contains("not run", "No template has an example that another version generated.");
        assertThatThrownBy(() -> regressions.start(newer)).hasMessageContaining("There is nothing to compare");
        assertThatThrownBy(() -> regressions.start(version)).hasMessageContaining("cannot be compared");

        keepExamples();
        regressions.start(newer);
        assertThatThrownBy(() -> regressions.start(newer)).isInstanceOf(DomainException.Conflict.class);
        regressionJob.settled().get(2, TimeUnit.MINUTES);
    }

    private void publishApproval(VersionId id) throws Exception {
        transaction.executeWithoutResult(
                status -> events.publishEvent(new VersionChanged(id, ava, VersionState.APPROVED)));
        regressionJob.settled().get(2, TimeUnit.MINUTES);
    }

    private String name(VersionId id) {
        return versions.details(id).card().name();
    }

    private void showChanges() throws Exception {
        signals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(true);
    }

    private static String panel() {
        return _get(
                        Panel.class,
                        spec -> spec.withPredicate(panel ->
                                panel.getElement().getTextRecursively().startsWith("Compared with production")))
                .getElement()
                .getTextRecursively();
    }
}
