package io.understudy.characters.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.LocatorJ;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.dom.Element;
import io.understudy.datasets.SnapshotId;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.Panel;
import io.understudy.prompts.stacks.StacksTest;
import io.understudy.training.RunState;
import io.understudy.training.runs.RunService;
import io.understudy.training.runs.RunSignals;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.review.ReviewService;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The first page of a character while others work on it. */
@Tag("once")
class CharacterFollowsTest extends StacksTest {
    @Autowired
    VersionSignals versionSignals;

    @Autowired
    RunSignals runSignals;

    @Autowired
    RunService trainings;

    @Autowired
    ReviewService reviews;

    @Test
    void aNewVersionAndARunAppearOnTheOpenPageAndNothingBelowMoves() throws Exception {
        UI.getCurrent().navigate("characters/ava-lindqvist");
        assertThat(top()).contains("Versions· 1", "Runs· 1", "v1 in production");
        List<Panel> below = below();

        newVersion(20);
        follow();

        assertThat(top()).contains("Versions· 2", "Runs· 2", "v2");
        assertThat(below()).isEqualTo(below);

        var queued = runs.launch(ava, 30, 1e-4);
        follow();
        assertThat(top()).contains("Runs· 3");
        assertThat(trainings.details(queued.run()).state()).isEqualTo(RunState.QUEUED);
        assertThat(below()).isEqualTo(below);
    }

    @Test
    void homeOffersANewDraftInsteadOfMoving() throws Exception {
        Navigation.open("");
        List<String> before = versionLinks();

        newVersion(20);
        follow();
        assertThat(versionLinks()).isEqualTo(before);

        _find(Button.class, spec -> spec.withText("Show")).forEach(LocatorJ::_click);
        assertThat(versionLinks()).hasSize(before.size() + 1).containsAll(before);
    }

    @Test
    void everyOpenPageMarksARecalledVersionUntilTheRecallIsLifted() throws Exception {
        SnapshotId snapshot = details().trained().orElseThrow().snapshot();
        SignedInPerson ada = people.admin("Ada");
        for (String address : List.of(
                "characters", "", "characters/ava-lindqvist", "characters/ava-lindqvist/prompts", "prompts/new")) {
            signIn(mara);
            Navigation.open(address);
            assertThat(page()).as(address).doesNotContain("recalled");

            signIn(ada);
            recalls.recall(snapshot, "Wrong set.", people.proofOf(ada.accountId()));
            signIn(mara);
            follow();
            assertThat(page()).as(address).contains("recalled");
            assertThat(page().contains("not usable")).as(address).isEqualTo(address.contains("prompts"));

            signIn(ada);
            recalls.lift(snapshot, "It was another set.", people.proofOf(ada.accountId()));
            signIn(mara);
            follow();
            assertThat(page()).as(address).doesNotContain("recalled", "not usable");
        }
    }

    @Test
    void theOpenPageOfARunSaysThatItsVersionWasRevoked() throws Exception {
        VersionDetails made = versions.details(newVersion(20));
        SignedInPerson ada = people.admin("Ada");
        Navigation.open("runs/" + made.trained().orElseThrow().runNumber());
        assertThat(page()).doesNotContain("was revoked");

        signIn(ada);
        reviews.revoke(made.id(), made.revision(), "The consent was withdrawn.", people.proofOf(ada.accountId()));
        signIn(mara);
        follow();

        assertThat(page()).contains(made.card().name() + ", which this run became, was revoked");
    }

    @Test
    void theOpenListOfRunsAndTheComparisonMarkTheRunOfARevokedVersion() throws Exception {
        VersionDetails made = versions.details(newVersion(20));
        long run = made.trained().orElseThrow().runNumber();
        long other = details().trained().orElseThrow().runNumber();
        SignedInPerson ada = people.admin("Ada");
        Navigation.open("runs");
        assertThat(marks()).isEmpty();

        signIn(ada);
        reviews.revoke(made.id(), made.revision(), "The consent was withdrawn.", people.proofOf(ada.accountId()));
        signIn(mara);
        follow();
        assertThat(marks()).containsExactly("The version it became was revoked");

        Navigation.open("compare?runs=" + other + "," + run);
        assertThat(page()).contains("run " + run, "The version it became was revoked.");
    }

    /** What the marks in the table of runs say. */
    private static List<String> marks() {
        Grid<?> grid = _get(Grid.class);
        return IntStream.range(0, GridKt._size(grid))
                .mapToObj(row -> GridKt._getCellComponent(grid, row, "number"))
                .flatMap(Component::getChildren)
                .filter(part -> part.hasClassName("unusable-mark"))
                .map(part -> part.getElement().getAttribute("aria-label"))
                .toList();
    }

    private VersionDetails details() {
        return versions.details(version);
    }

    private static List<String> versionLinks() {
        return _find(Anchor.class).stream()
                .map(Anchor::getHref)
                .filter(target -> target.startsWith("versions/"))
                .toList();
    }

    private static String page() {
        return shown(_get(Page.class).getElement());
    }

    private static String shown(Element part) {
        if (part.isTextNode()) {
            return part.getText();
        }
        return part.isVisible()
                ? part.getChildren().map(CharacterFollowsTest::shown).collect(Collectors.joining(" "))
                : "";
    }

    private void follow() throws Exception {
        versionSignals.settled().get();
        runSignals.settled().get();
        MockVaadin.clientRoundtrip(false);
    }

    private static String top() {
        return _get(Div.class, spec -> spec.withClasses("character-top"))
                .getElement()
                .getTextRecursively();
    }

    private static List<Panel> below() {
        return _find(Panel.class).stream()
                .filter(panel -> !panel.hasClassName("stage-panel"))
                .toList();
    }
}
