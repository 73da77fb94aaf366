package io.understudy.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static io.understudy.support.StatementCounter.statementsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.audit.AuditFilter;
import io.understudy.audit.AuditRow;
import io.understudy.audit.AuditService;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.SampleCharacterProvider;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.ui.Navigation;
import io.understudy.support.ReplaceableBeans;
import io.understudy.support.ViewTest;
import io.understudy.training.RunId;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.LaunchResult;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.VersionState;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.review.Contribution;
import io.understudy.versions.review.MissingReviewerService;
import io.understudy.versions.review.ReviewService;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ScreenPromisesTest extends ViewTest {
    @Autowired
    SampleCharacterProvider sample;

    @Autowired
    ReplaceableBeans replaceable;

    @Autowired
    SampleLoader loader;

    @Autowired
    CharacterService characters;

    @Autowired
    DatasetService datasets;

    @Autowired
    PhotoConsentService ledger;

    @Autowired
    RunFixtures stories;

    @Autowired
    VersionService versions;

    @Autowired
    ReviewService reviews;

    @Autowired
    ChecklistService checklist;

    @Autowired
    AuditService audit;

    @Autowired
    TeamService team;

    @Autowired
    MissingReviewerService missing;

    @Autowired
    VersionSignals signals;

    private SignedInPerson ines;
    private SignedInPerson mara;
    private SignedInPerson jon;

    @BeforeEach
    void gatherTheTeam() {
        ines = people.admin("Ines");
        mara = people.member("Mara");
        jon = people.reviewer("Jon");
    }

    @AfterEach
    void forgetRuns() {
        stories.forget();
    }

    @Test
    void anAdminAMemberAndAReviewerTakeTheSampleToAnApprovedVersion() {
        signIn(ines);
        CharacterId ava = sample.load();
        VersionId version = trainedBy(mara, ava);
        assertThat(versions.details(version).makers())
                .as("the person who loaded the sample made no part of it")
                .extracting(Contribution::name)
                .containsExactly("Mara");

        people.signIn(mara);
        reviews.submit(version, versions.details(version).revision());
        people.signIn(jon);
        tickAll(version);
        reviews.signOff(version, versions.details(version).revision());
        people.signIn(ines);
        reviews.approve(version, versions.details(version).revision(), people.proofOf(ines.accountId()));

        assertThat(versions.details(version).state()).isEqualTo(VersionState.APPROVED);
    }

    @Test
    void theSampleIsTheProductsOwnAndTheTrailSaysWhoAskedForIt() {
        signIn(ines);
        CharacterId ava = sample.load();

        assertThat(ledger.page(ava, LedgerFilter.GIVEN, 0, 200).lines())
                .hasSizeGreaterThan(19)
                .allSatisfy(line -> assertThat(line.given().vouchedBy()).isEqualTo("Understudy"));
        assertThat(datasets.contributors(datasets.freeze(ava, false).id())).isEmpty();
        assertThat(datasets.pictures(ava, PictureFilter.ALL, 0, 200).pictures())
                .extracting(picture -> team.names(List.of(picture.uploadedBy())).get(picture.uploadedBy()))
                .containsOnly("Understudy");
        List<AuditRow> rows = audit.page(AuditFilter.ALL, 0, 300);
        assertThat(rows)
                .filteredOn(row -> row.sentence().startsWith("Ines"))
                .extracting(AuditRow::sentence)
                .contains("Ines asked Understudy to load the sample: character Ava Lindqvist")
                .noneMatch(sentence -> sentence.contains("picture"));
        assertThat(rows)
                .extracting(AuditRow::sentence)
                .contains(
                        "Understudy created character Ava Lindqvist",
                        "Understudy added pictures to character Ava Lindqvist");
    }

    private CountDownLatch holdTheSample() {
        CountDownLatch gate = new CountDownLatch(1);
        replaceable.before(SampleCharacterProvider.class, () -> {
            try {
                gate.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
        return gate;
    }

    @Test
    void whenTheSampleIsLoadedThePageThatOneWentOnToStaysAndOffersIt() throws Exception {
        CountDownLatch gate = holdTheSample();
        signIn(ines);
        Navigation.open("?sample");
        _assertOne(H2.class, spec -> spec.withText("Loading the sample character"));
        assertThat(loader.inProgress()).isPresent();
        openSideBar();
        UI.getCurrent().navigate("team");

        gate.countDown();
        loader.settled().get(5, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        assertThat(_get(H1.class).getText()).isEqualTo("Team");
        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("team");
        Notification notice = _get(Notification.class);
        assertThat(_get(notice, Anchor.class, spec -> spec.withText("Open Ava Lindqvist"))
                        .getHref())
                .isEqualTo("characters/ava-lindqvist");
        assertThat(UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations())
                .noneMatch(script -> script.getInvocation().getExpression().contains("location"));
    }

    @Test
    void theHomePageShowsTheSampleWhenItIsThereWhoeverAskedTwice() throws Exception {
        CountDownLatch gate = holdTheSample();
        signIn(ines);
        Navigation.open("?sample");
        var loading = loader.inProgress().orElseThrow();
        Navigation.open("?sample");
        openSideBar();
        openSideBar();
        assertThat(loader.inProgress()).containsSame(loading);

        gate.countDown();
        loader.settled().get(5, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        _assertNone(H2.class, spec -> spec.withText("Loading the sample character"));
        _assertOne(Anchor.class, spec -> spec.withText("Ava Lindqvist"));
        assertThat(_find(Notification.class)).hasSize(1);
    }

    @Test
    void whatTheHomePageShowsStaysWhenTheSampleIsThere() throws Exception {
        CountDownLatch gate = holdTheSample();
        signIn(ines);
        stories.character("Nova Reyes", "sks woman");
        Navigation.open("?sample");
        Anchor nova = _get(Anchor.class, spec -> spec.withText("Nova Reyes"));

        gate.countDown();
        loader.settled().get(5, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        _assertOne(H2.class, spec -> spec.withText("The sample character is ready"));
        assertThat(nova.isAttached()).isTrue();
    }

    @Test
    void aRunThatTheOnlyAdminMadeSaysBeforeItsLaunchThatItNeedsASecondAdmin() throws Exception {
        signIn(ines);
        CharacterId nova = stories.character("Nova Reyes", "sks woman");
        Navigation.open("runs/new?character=nova-reyes");
        assertMissing("Needs a second admin who took no part.");

        LaunchResult launched = stories.launch(nova, 10, 1e-4);
        Navigation.open("runs/" + launched.number());
        assertMissing("Needs a second admin who took no part.");
        stories.start();
        stories.steps(1, 10);
        stories.sample(10);
        stories.finish();
        VersionId version = versions.ofRun(launched.run()).orElseThrow().id();
        for (String path : List.of("versions/" + version.value(), "", "team")) {
            Navigation.open(path);
            assertMissing("Needs a second admin who took no part.");
        }

        Button invite = _get(Button.class, spec -> spec.withText("Invite an admin"));
        signals.changed();
        showChanges();
        assertThat(_get(Button.class, spec -> spec.withText("Invite an admin")))
                .as("stays under the pointer")
                .isSameAs(invite);
        _click(invite);
        assertThat(role().getValue()).as("the role of the invitation").isEqualTo(Role.ADMIN);
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Olaf");
        _setValue(_get(PasswordField.class, spec -> spec.withLabel("Your password")), People.PASSWORD);
        _click(_get(Button.class, spec -> spec.withText("Create link")));
        _assertOne(H2.class, spec -> spec.withText("Open invitations"));
    }

    @Test
    void whoeverIsNoAdminReadsWhomToAskAndTheNoteGoesWhenSomebodyHasJoined() throws Exception {
        people.signIn(ines);
        CharacterId nova = stories.character("Nova Reyes", "sks woman");
        trainedBy(mara, nova);
        signIn(mara);
        Navigation.open("");
        assertMissing("Needs a second admin who took no part.");
        assertThat(note().getElement().getTextRecursively()).contains("nova-reyes_v1", "Ask Ines to invite one.");
        _assertNone(Button.class, spec -> spec.withText("Invite an admin"));

        inBackground(ines, () -> team.changeRole(new AccountId(jon.accountId()), Role.ADMIN, people.proof()));
        showChanges();
        assertMissing("Needs a reviewer who took no part.");
        SignedInPerson olaf = people.reviewer("Olaf");
        inBackground(ines, () -> team.changeRole(new AccountId(olaf.accountId()), Role.MEMBER, people.proof()));
        inBackground(ines, () -> team.changeRole(new AccountId(olaf.accountId()), Role.REVIEWER, people.proof()));
        showChanges();

        assertThat(_find(Div.class, spec -> spec.withClasses("missing-people"))).isEmpty();
    }

    @Test
    void whatAdminMemberAndReviewerCanDecideCarriesNoNote() {
        people.signIn(mara);
        CharacterId nova = stories.character("Nova Reyes", "sks woman");
        VersionId version = trainedBy(mara, nova);
        signIn(mara);
        for (String path : List.of("runs/new?character=nova-reyes", "versions/" + version.value(), "", "team")) {
            Navigation.open(path);
            assertThat(_find(Div.class, spec -> spec.withClasses("missing-people")))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void howManyAreStuckIsAskedInAFixedNumberOfQueries() {
        people.signIn(ines);
        CharacterId nova = stories.character("Nova Reyes", "sks woman");
        trainedBy(ines, nova);
        stories.launch(nova, 10, 1e-4);
        int one = statementsOf(() -> assertThat(missing.stuck()).hasSize(2));
        stories.start();
        stories.steps(1, 10);
        stories.finish();
        trainedBy(mara, nova);
        people.signIn(ines);
        stories.launch(nova, 20, 1e-4);
        stories.launch(nova, 30, 1e-4);

        assertThat(statementsOf(() -> assertThat(missing.stuck()).hasSize(5))).isEqualTo(one);
    }

    @Test
    void theNumbersOfTheSideBarFollowWhatOthersDo() throws Exception {
        people.signIn(mara);
        CharacterId nova = stories.character("Nova Reyes", "sks woman");
        VersionId version = trainedBy(mara, nova);
        signIn(jon);
        openSideBar();
        assertThat(numberBeside("reviews")).isEmpty();
        _assertNone(WaitingLink.class);

        inBackground(
                mara, () -> reviews.submit(version, versions.details(version).revision()));
        showChanges();
        assertThat(numberBeside("reviews")).isEqualTo("1");
        assertThat(_get(WaitingLink.class))
                .as("on a phone")
                .returns("reviews", WaitingLink::getHref)
                .returns(Optional.of("Reviews, 1 waiting"), WaitingLink::getAriaLabel);
        inBackground(
                people.reviewer("Lin"),
                () -> reviews.sendBack(version, versions.details(version).revision(), "Hands."));
        showChanges();
        assertThat(numberBeside("reviews")).isEmpty();
        _assertNone(WaitingLink.class);

        inBackground(jon, () -> stories.launch(nova, 10, 1e-4));
        showChanges();
        assertThat(numberBeside("runs"))
                .as("from another browser of the same person")
                .isEqualTo("1");
        inBackground(jon, () -> stories.start());
        stories.steps(1, 10);
        stories.sample(10);
        stories.finish();
        showChanges();
        assertThat(numberBeside("runs")).isEmpty();
    }

    @Test
    void whatWaitsForATestSheetIsOneLineWithTheButtonThatMakesIt() {
        people.signIn(mara);
        VersionId version = trainedBy(mara, stories.character("Nova Reyes", "sks woman"));
        signIn(jon);
        Navigation.open("versions/" + version.value());

        List<String> gaps = _find(
                        Details.class,
                        spec -> spec.withPredicate(one -> one.getSummaryText().startsWith("Needs a test sheet")))
                .stream()
                .map(Details::getSummaryText)
                .toList();
        assertThat(gaps).containsExactly("Needs a test sheet (11 targets)");
        Details line = _get(
                Details.class,
                spec -> spec.withPredicate(one -> one.getSummaryText().startsWith("Needs a test sheet")));
        assertThat(line.isOpened()).isFalse();
        assertThat(line.getElement().getTextRecursively()).contains("Faces that are one person: at least 90 %");
        assertThat(UI.getCurrent().getElement().getTextRecursively()).doesNotContain("because no test sheet");
        _click(_get(Button.class, spec -> spec.withText("Make a test sheet")));
        assertThat(UI.getCurrent().getActiveViewLocation().getPath())
                .isEqualTo("versions/" + version.value() + "/sheets/new");
    }

    @Test
    void aNameThatIsSavedIsInTheSidebarAtOnceAndAfterAReload() throws Exception {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("profile");
        openSideBar();
        assertThat(nameInTheSideBar()).startsWith("Mara").doesNotContain("Lind");

        _setValue(_get(TextField.class, spec -> spec.withLabel("Your name")), "Mara Lind");
        _click(_get(Button.class, spec -> spec.withText("Save name")));
        MockVaadin.clientRoundtrip(false);
        assertThat(nameInTheSideBar()).startsWith("Mara Lind");

        _get(MainLayout.class).removeFromParent();
        openSideBar();
        assertThat(nameInTheSideBar()).startsWith("Mara Lind");
    }

    @Test
    void theNearestEntryOfTheSidebarIsMarkedOnAPageThatHasNone() {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("prompts/snippets");
        openSideBar();
        assertThat(_find(SideNavItem.class))
                .filteredOn(item -> item.getPathAliases().contains("prompts/snippets"))
                .extracting(SideNavItem::getPath)
                .containsExactly("prompts");

        UI.getCurrent().navigate("runs");
        _get(MainLayout.class).afterNavigation(null);
        assertThat(_find(SideNavItem.class))
                .allSatisfy(item -> assertThat(item.getPathAliases()).hasSize(1).doesNotContain("prompts/snippets"));
    }

    private static String nameInTheSideBar() {
        return _get(MenuBar.class, spec -> spec.withClasses("person-menu"))
                .getItems()
                .getFirst()
                .getElement()
                .getTextRecursively();
    }

    /** The frame of every page, which a browser that is not there has no routes for. */
    private void openSideBar() {
        MainLayout layout = context.getAutowireCapableBeanFactory().createBean(MainLayout.class);
        UI.getCurrent().add(layout);
        layout.afterNavigation(null);
    }

    private static String numberBeside(String path) {
        SideNavItem item = _get(SideNavItem.class, spec -> spec.withPredicate(one -> path.equals(one.getPath())));
        return item.getSuffixComponent() == null
                ? ""
                : item.getSuffixComponent().getElement().getText();
    }

    private static Div note() {
        return _get(Div.class, spec -> spec.withClasses("missing-people"));
    }

    private static void assertMissing(String sentence) {
        assertThat(note().getElement().getTextRecursively()).contains(sentence);
    }

    @SuppressWarnings("unchecked")
    private static RadioButtonGroup<Role> role() {
        return _get(RadioButtonGroup.class, spec -> spec.withLabel("Role"));
    }

    private void inBackground(SignedInPerson person, Runnable act) throws Exception {
        AtomicReference<Throwable> problem = new AtomicReference<>();
        Thread browser = Thread.ofPlatform().unstarted(() -> {
            people.signIn(person);
            act.run();
        });
        browser.setUncaughtExceptionHandler((thread, thrown) -> problem.set(thrown));
        browser.start();
        browser.join();
        assertThat(problem.get()).isNull();
    }

    private void showChanges() throws Exception {
        signals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }

    private VersionId trainedBy(SignedInPerson maker, CharacterId character) {
        people.signIn(maker);
        RunId run = stories.finished(character, 10, 1e-4).run();
        return versions.ofRun(run).orElseThrow().id();
    }

    private void tickAll(VersionId id) {
        VersionDetails version = versions.details(id);
        for (ChecklistLine line : version.checklist()) {
            checklist.tick(id, line.item().key(), "Looked at it.", List.of(Evidence.fact("Holds in all pictures.")));
        }
    }
}
