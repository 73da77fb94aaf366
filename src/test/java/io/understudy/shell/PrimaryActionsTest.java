package io.understudy.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.characters.SampleCharacterProvider;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.ui.Navigation;
import io.understudy.support.ViewTest;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.review.ReviewService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One button of a screen is the next step, and looks like it. */
class PrimaryActionsTest extends ViewTest {
    private static final List<String> OF_THE_TEAM = List.of(
            "",
            "inbox",
            "characters",
            "runs",
            "runs/new",
            "queue",
            "costs",
            "compare",
            "reviews",
            "import",
            "inspect",
            "prompts",
            "prompts/new",
            "prompts/import",
            "prompts/snippets",
            "prompts/loras",
            "prompts/stack",
            "prompts/stacks",
            "prompts/playground",
            "prompts/regressions",
            "team",
            "profile",
            "tokens",
            "about");

    private static final List<String> OF_ADMINS =
            List.of("settings", "settings/storage", "settings/checklist", "audit");

    private static final List<String> TABS = List.of(
            "",
            "/consent",
            "/dataset",
            "/dataset?show=captions",
            "/photo-consent",
            "/runs",
            "/versions",
            "/sheets",
            "/sheet-plan",
            "/sheets/through-versions",
            "/prompts");

    @Autowired
    SampleCharacterProvider sample;

    @Autowired
    RunFixtures stories;

    @Autowired
    RunService runs;

    @Autowired
    VersionService versions;

    @Autowired
    ReviewService reviews;

    @Autowired
    ChecklistService checklist;

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
    void whereThereIsNothingYetNoScreenHasTwo() {
        signIn(ines);
        assertOneAtMost(Stream.concat(OF_THE_TEAM.stream(), OF_ADMINS.stream()));

        assertThat(on("")).containsExactly("New character");
        assertThat(on("characters")).containsExactly("New character");
        assertThat(on("prompts")).containsExactly("New template");
        assertThat(on("prompts/playground")).containsExactly("Generate pictures");
        assertThat(on("team")).containsExactly("Invite person");
        assertThat(on("settings")).as("each section of many saves for itself").isEmpty();
    }

    @Test
    void aCharacterAndItsDatasetShowTheNextStep() {
        signIn(ines);
        sample.load();
        stories.character("Nova Reyes", "sks woman");
        signIn(mara);
        assertOneAtMost(Stream.concat(
                OF_THE_TEAM.stream(),
                Stream.of("ava-lindqvist", "nova-reyes")
                        .flatMap(slug -> TABS.stream().map(tab -> "characters/" + slug + tab))));

        assertThat(on("characters/nova-reyes")).containsExactly("Add photos");
        assertThat(on("characters/nova-reyes/dataset")).containsExactly("Add photos");
        assertThat(on("characters/ava-lindqvist/dataset")).containsExactly("New run");
        assertThat(on("runs/new?character=ava-lindqvist")).hasSize(1);
    }

    @Test
    void aRunShowsWhatCanBeDoneWithIt() throws Exception {
        people.signIn(ines);
        CharacterId nova = stories.character("Nova Reyes", "sks woman");
        signIn(mara);
        LaunchResult cancelled = stories.launch(nova, 10, 1e-4);
        assertThat(on("runs/" + cancelled.number())).as("while it is queued").isEmpty();
        runs.cancel(cancelled.run());
        stories.settle();
        assertThat(on("runs/" + cancelled.number())).singleElement().asString().startsWith("Resume");

        LaunchResult finished = stories.finished(nova, 10, 1e-4);
        stories.settle();
        assertThat(on("runs/" + finished.number())).hasSize(1);
    }

    @Test
    void aVersionHasOneAtMostInEveryStateWhoeverLooks() {
        people.signIn(mara);
        CharacterId nova = stories.character("Nova Reyes", "sks woman");
        VersionId version = versions.ofRun(stories.finished(nova, 10, 1e-4).run())
                .orElseThrow()
                .id();
        lookAt(version);
        assertThat(onAs(mara, "versions/" + version.value())).containsExactly("Ask for review");
        assertThat(on("versions/" + version.value() + "/sheets/new")).hasSize(1);

        people.signIn(mara);
        reviews.submit(version, versions.details(version).revision());
        lookAt(version);
        assertThat(onAs(jon, review(version))).containsExactly("Tick the checklist");

        people.signIn(jon);
        reviews.sendBack(version, versions.details(version).revision(), "Hands.");
        lookAt(version);

        people.signIn(mara);
        reviews.submit(version, versions.details(version).revision());
        people.signIn(jon);
        for (ChecklistLine line : versions.details(version).checklist()) {
            checklist.tick(version, line.item().key(), "Looked at it.", List.of(Evidence.fact("Holds.")));
        }
        lookAt(version);
        assertThat(onAs(jon, review(version))).containsExactly("Sign off");

        people.signIn(jon);
        reviews.signOff(version, versions.details(version).revision());
        lookAt(version);
        assertThat(onAs(ines, review(version))).containsExactly("Approve for production");

        people.signIn(ines);
        reviews.approve(version, versions.details(version).revision(), people.proofOf(ines.accountId()));
        lookAt(version);

        people.signIn(ines);
        reviews.revoke(version, versions.details(version).revision(), "Withdrawn.", people.proofOf(ines.accountId()));
        lookAt(version);
    }

    private void lookAt(VersionId version) {
        for (SignedInPerson person : List.of(mara, jon, ines)) {
            signIn(person);
            String path = "versions/" + version.value();
            assertOneAtMost(Stream.of(
                    path,
                    path + "/passport",
                    review(version),
                    "characters/nova-reyes",
                    "characters/nova-reyes/versions",
                    "characters/nova-reyes/sheets",
                    ""));
        }
    }

    private static String review(VersionId version) {
        return "reviews?version=" + version.value();
    }

    private List<String> onAs(SignedInPerson person, String path) {
        signIn(person);
        return on(path);
    }

    private static List<String> on(String path) {
        Navigation.open(path);
        return primaryActions();
    }

    private static void assertOneAtMost(Stream<String> paths) {
        List<String> several = new ArrayList<>();
        paths.forEach(path -> {
            List<String> actions = on(path);
            if (actions.size() > 1) {
                several.add("/" + path + ": " + actions);
            }
        });
        assertThat(several).as("screens with more than one primary action").isEmpty();
    }
}
