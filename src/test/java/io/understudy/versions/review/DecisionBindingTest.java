package io.understudy.versions.review;

import static io.understudy.versions.registry.FinishedRuns.AVA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.SignedInPerson;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.StrengthService;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A decision holds for what its author saw, and of two at the same moment one wins. */
@Tag("attack")
class DecisionBindingTest extends VersionsTest {
    @Autowired
    StrengthService strengths;

    @Test
    void aDecisionKeepsTheManifestThatWasSeen() {
        VersionId id = signedOff();

        assertThat(details(id).decisions().getLast().manifest())
                .isEqualTo(details(id).manifest());
    }

    @Test
    void aTickMeanwhileMakesTheSignatureVoid() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        ReviewedRevision seen = seen(id);
        checklist.untick(id, "face", "The jaw drifts.");
        checklist.tick(id, "face", "Looked again.", List.of(Evidence.fact("Fine in all of them.")));

        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("changed while you were looking")
                .hasMessageContaining("nothing was saved");
        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);
        assertThat(details(id).decisions()).hasSize(1);
    }

    @Test
    void aStrengthThatIsStatedMeanwhileIsNamed() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        ReviewedRevision seen = seen(id);
        strengths.state(id, new StrengthWindow(Strength.of(0.7), Strength.of(0.85), Strength.of(1.1)), "", null);

        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageStartingWith("“Recommended strength” changed while you were looking");
    }

    @Test
    void aStateThatChangedMeanwhileIsNamedWithWhoChangedIt() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        ReviewedRevision seen = seen(id);
        reviews.sendBack(id, seen, "The hands.");
        people.signIn(people.reviewer("Lin"));

        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessage("ava-lindqvist_v1_1000steps.safetensors is now “changes requested” (Jon sent back), so"
                        + " nothing was saved. Check its current state, then decide.");
    }

    @Test
    void whatWasChangedUnderASignatureIsNotApproved() {
        VersionId id = signedOff();
        jdbc.sql("update checklist_tick set note = 'something else' where version_id = ? and item_key = 'face'")
                .param(id.value())
                .update();
        people.signIn(ines);
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.approve(id, seen, proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage(
                        "What Jon signed off is not what is there now: Jon signs again, or the version is sent back.");
    }

    @Test
    void ofTwoSignaturesAtTheSameMomentOneCounts() throws Exception {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        ReviewedRevision seen = seen(id);
        SignedInPerson lin = people.reviewer("Lin");

        assertThat(atTheSameMoment(as(jon, () -> reviews.signOff(id, seen)), as(lin, () -> reviews.signOff(id, seen))))
                .containsExactlyInAnyOrder("done", "conflict");
        people.signIn(jon);
        assertThat(details(id).decisions()).hasSize(2);
    }

    @Test
    void ofAnApprovalAndARevocationAtTheSameMomentOneCounts() throws Exception {
        VersionId id = signedOff();
        ReviewedRevision seen = seen(id);
        SignedInPerson olaf = people.admin("Olaf");

        assertThat(atTheSameMoment(
                        as(ines, () -> reviews.approve(id, seen, proof())),
                        as(olaf, () -> reviews.revoke(id, seen, "A doubt.", proof()))))
                .containsExactlyInAnyOrder("done", "conflict");
    }

    @Test
    void twoVersionsApprovedAtTheSameMomentLeaveOneInProduction() throws Exception {
        VersionId first = signedOff();
        VersionId second = signedOff();
        ReviewedRevision firstSeen = seen(first);
        ReviewedRevision secondSeen = seen(second);
        SignedInPerson olaf = people.admin("Olaf");

        assertThat(atTheSameMoment(
                        as(ines, () -> reviews.approve(first, firstSeen, proof())),
                        as(olaf, () -> reviews.approve(second, secondSeen, proof()))))
                .containsExactly("done", "done");
        people.signIn(ines);
        assertThat(List.of(details(first).state(), details(second).state()))
                .containsExactlyInAnyOrder(VersionState.APPROVED, VersionState.SUPERSEDED);
        assertThat(versions.production(AVA)).isPresent();
    }

    @Test
    void ofTwoTicksOfOneItemAtTheSameMomentOneCounts() throws Exception {
        VersionId id = inReview();
        SignedInPerson lin = people.reviewer("Lin");
        List<Evidence> evidence = List.of(Evidence.fact("Twelve of twelve."));

        assertThat(atTheSameMoment(
                        as(jon, () -> checklist.tick(id, "body", "Jon looked.", evidence)),
                        as(lin, () -> checklist.tick(id, "body", "Lin looked.", evidence))))
                .containsExactlyInAnyOrder("done", "conflict");
    }

    private Callable<String> as(SignedInPerson who, Runnable step) {
        return () -> {
            people.signIn(who);
            try {
                step.run();
                return "done";
            } catch (DomainException.Conflict conflict) {
                return "conflict";
            }
        };
    }

    private static List<String> atTheSameMoment(Callable<String> one, Callable<String> other) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<String>> answers = new ArrayList<>();
            for (Callable<String> step : List.of(one, other)) {
                answers.add(threads.submit(() -> {
                    together.await(2, TimeUnit.MINUTES);
                    return step.call();
                }));
            }
            return List.of(
                    answers.get(0).get(2, TimeUnit.MINUTES), answers.get(1).get(2, TimeUnit.MINUTES));
        }
    }
}
