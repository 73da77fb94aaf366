package io.understudy.versions.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.ListItem;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.NextStep;
import io.understudy.characters.ui.Stage;
import io.understudy.characters.ui.Stages;
import io.understudy.identity.Role;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.StateBadge;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.ChecklistEditor;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.MeasureRule;
import io.understudy.versions.checklist.VerdictRule;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.registry.ApprovedVersions;
import io.understudy.versions.sheets.SheetRoutes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The stages of a version, the one primary action of its page, and what the character's page offers of it. */
@Tag("view")
class WayToProductionTest extends VersionsTest {
    @Autowired
    VersionStages stages;

    @Autowired
    ProductionSection production;

    @Autowired
    ReviewsOnHome home;

    @Autowired
    ChecklistEditor editor;

    @Test
    void aNewVersionIsReadyForReviewAndItsTestSheetIsOptional() {
        VersionId id = draft();
        people.signIn(mara);
        assertThat(way().next()).map(NextStep::action).contains("Ask for review");
        assertThat(stage("Test sheet"))
                .returns(Stage.Status.OPTIONAL, Stage::status)
                .returns(SheetRoutes.newSheet(id), Stage::path);

        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.of(id));
        assertThat(current()).startsWith("Checklist");
        assertThat(primaryActions()).containsExactly("Ask for review");
    }

    @Test
    void whereTheChecklistRequiresAMeasureTheTestSheetComesFirst() {
        people.signIn(ines);
        editor.publish(
                1,
                List.of(new ChecklistItem(
                        "face",
                        1,
                        "Face",
                        "",
                        0,
                        Set.of(Evidence.Kind.FACT),
                        Role.REVIEWER,
                        List.of(new MeasureRule(MeasureKind.FACES_WITHIN, 0.9, true)),
                        VerdictRule.NOT_ASKED,
                        false)),
                "Numbers count.");
        VersionId id = draft();
        people.signIn(mara);
        assertThat(way().next()).map(NextStep::action).contains("Make test sheet");

        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.of(id));
        assertThat(current()).startsWith("Test sheet");
        assertThat(primaryActions()).containsExactly("Make test sheet");
    }

    @Test
    void theChecklistIsTheReviewersAndAMemberWaits() {
        inReview();

        people.signIn(jon);
        assertThat(stage("Checklist").next()).isNotNull().returns("Tick the checklist", NextStep::action);

        people.signIn(mara);
        assertThat(stage("Checklist").next()).isNull();
        assertThat(stage("Sign-off")).returns("waits for a reviewer", Stage::note);
    }

    @Test
    void whereTheReviewerDecidesTheNextStepIsThePrimaryAction() {
        VersionId id = inReview();
        signIn(jon);
        Navigation.open(VersionRoutes.REVIEWS + "?version=" + id.value());
        assertThat(primaryActions()).containsExactly("Tick the checklist");
        _click(_get(Button.class, spec -> spec.withText("Tick the checklist")));
        _assertOne(TickSeveralDialog.class);
        _get(TickSeveralDialog.class).close();

        tickAll(id);
        Navigation.open(VersionRoutes.REVIEWS + "?version=" + id.value());
        assertThat(primaryActions()).containsExactly("Sign off");

        reviews.signOff(id, seen(id));
        signIn(ines);
        Navigation.open(VersionRoutes.REVIEWS + "?version=" + id.value());
        assertThat(primaryActions())
                .as("of a further signature and the approval, the approval leads on")
                .containsExactly("Approve for production");
    }

    @Test
    void theApprovalIsTheAdminsTurn() {
        signedOff();

        people.signIn(ines);

        assertThat(stage("Sign-off")).returns("Jon", Stage::note);
        assertThat(stage("Approval").next()).isNotNull().returns("Approve for production", NextStep::action);
    }

    @Test
    void onceAllIsTickedTheWayDoesNotWaitForATestSheet() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        assertThat(stage("Test sheet")).returns(Stage.Status.OPTIONAL, Stage::status);
        assertThat(way().next()).map(NextStep::action).contains("Sign off");
        signIn(jon);
        UI.getCurrent().navigate(VersionRoutes.of(id));
        assertThat(current()).startsWith("Sign-off");
        assertThat(primaryActions()).containsExactly("Sign off");

        reviews.signOff(id, seen(id));
        people.signIn(ines);
        assertThat(way().next()).map(NextStep::action).contains("Approve for production");
    }

    @Test
    void whatIsInProductionIsReadyToUse() {
        VersionId id = approved();
        people.signIn(mara);

        assertThat(way().current()).isNull();
        assertThat(production.of(ava()))
                .singleElement()
                .extracting(panel -> panel.getElement().getOuterHTML())
                .asString()
                .contains("ava-lindqvist_v1_1000steps.safetensors")
                .contains("by Ines")
                .contains(VersionRoutes.file(id))
                .contains("Try in the playground")
                .contains("v-" + id.value())
                .contains("begins with “ohwx woman”");
    }

    @Test
    @Tag("attack")
    void everyScreenMarksAnApprovalThatTheTrailDoesNotHave() {
        VersionId id = draft();
        ApprovedVersions.approve(jdbc, event -> {}, id, jon.accountId(), ines.accountId());
        signIn(mara);

        assertThat(stage("Sign-off")).returns(VersionCard.CONTRADICTS, Stage::note);
        assertThat(stage("Approval")).returns(VersionCard.CONTRADICTS, Stage::note);
        assertThat(production.of(ava())).singleElement().satisfies(panel -> {
            assertThat(marks(panel)).contains(VersionCard.CONTRADICTS);
            assertThat(panel.getElement().getOuterHTML()).doesNotContain(VersionRoutes.file(id));
        });
        assertThat(home.panels()).anySatisfy(panel -> assertThat(marks(panel)).contains(VersionCard.CONTRADICTS));
        UI.getCurrent().navigate(VersionRoutes.tab("ava-lindqvist"));
        assertThat(marks(UI.getCurrent())).contains("approved", VersionCard.CONTRADICTS);
    }

    @Test
    @Tag("attack")
    void theReviewsMarkASignatureThatTheTrailDoesNotHave() {
        VersionId id = signedOff();
        signIn(ines);
        UI.getCurrent().navigate(VersionRoutes.REVIEWS);
        assertThat(marks(UI.getCurrent())).contains("signed off").doesNotContain(VersionCard.CONTRADICTS);

        jdbc.sql("update version_decision set account_name = 'Lin' where version_id = ? and verb = 'SIGN_OFF'")
                .param(id.value())
                .update();
        signIn(ines);
        UI.getCurrent().navigate(VersionRoutes.REVIEWS);
        assertThat(marks(UI.getCurrent())).contains("signed off", VersionCard.CONTRADICTS);
    }

    @Test
    void aRevokedVersionIsNotOffered() {
        VersionId id = approved();
        people.signIn(ines);
        reviews.revoke(id, seen(id), "The consent was withdrawn.", proof());

        assertThat(production.of(ava())).noneMatch(Component::isVisible);
        assertThat(way().next()).map(NextStep::action).contains("Launch a run");
    }

    private static List<String> marks(Component place) {
        return _find(place, StateBadge.class).stream()
                .map(badge -> badge.getElement().getTextRecursively())
                .toList();
    }

    private CharacterSummary ava() {
        return characters.bySlug("ava-lindqvist");
    }

    private Stages way() {
        return new Stages(stages.of(ava()));
    }

    private Stage stage(String name) {
        return way().all().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String current() {
        return _find(ListItem.class).stream()
                .filter(item -> "step".equals(item.getElement().getAttribute("aria-current")))
                .map(item -> item.getElement().getTextRecursively().replaceFirst("^\\d+", ""))
                .findFirst()
                .orElse("");
    }
}
