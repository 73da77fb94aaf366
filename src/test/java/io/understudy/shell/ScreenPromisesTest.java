package io.understudy.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.notification.Notification;
import io.understudy.audit.AuditFilter;
import io.understudy.audit.AuditRow;
import io.understudy.audit.AuditService;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.SampleCharacter;
import io.understudy.datasets.ConsentLedger;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.LedgerFilter;
import io.understudy.people.SignedInPerson;
import io.understudy.shared.ui.Pages;
import io.understudy.support.ViewTest;
import io.understudy.training.RunId;
import io.understudy.training.RunStories;
import io.understudy.versions.ChecklistLine;
import io.understudy.versions.ChecklistService;
import io.understudy.versions.Contribution;
import io.understudy.versions.Evidence;
import io.understudy.versions.ReviewService;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the screens promise: the story can be finished, nothing moves without a click, and numbers are true. */
class ScreenPromisesTest extends ViewTest {
    @Autowired
    SampleCharacter sample;

    @Autowired
    SampleLoader loader;

    @Autowired
    CharacterService characters;

    @Autowired
    DatasetService datasets;

    @Autowired
    ConsentLedger ledger;

    @Autowired
    RunStories stories;

    @Autowired
    VersionService versions;

    @Autowired
    ReviewService reviews;

    @Autowired
    ChecklistService checklist;

    @Autowired
    AuditService audit;

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
                .as("whoever had the sample loaded made no part of it")
                .extracting(Contribution::name)
                .containsExactly("Mara");

        people.signIn(mara);
        reviews.submit(version, versions.details(version).seen());
        people.signIn(jon);
        tickAll(version);
        reviews.signOff(version, versions.details(version).seen());
        people.signIn(ines);
        reviews.approve(version, versions.details(version).seen(), people.proofOf(ines.accountId()));

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
        List<AuditRow> rows = audit.rows(AuditFilter.ALL, 0, 300);
        assertThat(rows)
                .filteredOn(row -> row.sentence().startsWith("Ines"))
                .extracting(AuditRow::sentence)
                .contains("Ines asked Understudy to load the sample: character Ava Lindqvist")
                .noneMatch(sentence -> sentence.contains("picture"));
        assertThat(rows)
                .extracting(AuditRow::sentence)
                .contains("Understudy created character Ava Lindqvist", "Understudy added pictures to character Ava Lindqvist");
    }

    @Test
    void whenTheSampleIsLoadedThePageThatOneWentOnToStaysAndOffersIt() throws Exception {
        signIn(ines);
        Pages.open("?sample");
        _assertOne(H2.class, spec -> spec.withText("Loading the sample character"));
        var loading = loader.inProgress().orElseThrow();
        UI.getCurrent().navigate("team");

        loading.get(120, TimeUnit.SECONDS);
        MockVaadin.clientRoundtrip(false);

        assertThat(_get(H1.class).getText()).isEqualTo("Team");
        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("team");
        Notification notice = _get(Notification.class);
        assertThat(_get(notice, Anchor.class, spec -> spec.withText("Open Ava Lindqvist")).getHref())
                .isEqualTo("characters/ava-lindqvist");
        assertThat(UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations())
                .noneMatch(script -> script.getInvocation().getExpression().contains("location"));
    }

    @Test
    void theHomePageShowsTheSampleWhenItIsThereWhoeverAskedTwice() throws Exception {
        signIn(ines);
        Pages.open("?sample");
        var loading = loader.inProgress().orElseThrow();
        Pages.open("?sample");
        assertThat(loader.inProgress()).containsSame(loading);

        loading.get(120, TimeUnit.SECONDS);
        MockVaadin.clientRoundtrip(false);

        _assertNone(H2.class, spec -> spec.withText("Loading the sample character"));
        _assertOne(Anchor.class, spec -> spec.withText("Ava Lindqvist"));
        assertThat(_find(Notification.class)).hasSize(1);
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
