package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.review.decisions.ManifestChange;
import io.understudy.versions.review.decisions.Signature;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A signature holds for what its author saw; when that changes, it says what, and can be given again. */
@Tag("rules")
class StaleSignatureTest extends VersionsTest {
    @Test
    void aSignatureHoldsWhileNothingChanges() {
        VersionId id = signedOff();

        assertThat(details(id).signatures()).singleElement().satisfies(signature -> {
            assertThat(signature.by()).isEqualTo("Jon");
            assertThat(signature.stale()).isFalse();
            assertThat(signature.changes()).isEmpty();
        });
    }

    @Test
    void whatChangedSinceIsSaidItemByItem() {
        VersionId id = halfSigned();
        SignedInPerson lin = people.reviewer("Lin");
        people.signIn(lin);
        checklist.untick(id, "face", "The jaw drifts.");
        checklist.tick(id, "face", "Looked at all twelve again.", List.of(Evidence.fact("Fine in eleven of twelve.")));
        checklist.untick(id, "body", "The arms.");

        assertThat(details(id).signatures()).singleElement().satisfies(signature -> {
            assertThat(signature.stale()).isTrue();
            assertThat(signature.changes())
                    .extracting(ManifestChange::part)
                    .containsExactly("Body proportions are accurate", "Face is consistent across 10+ generations");
            assertThat(signature.changes().getFirst().words()).isEqualTo("the tick was taken back");
            assertThat(signature.changes().getLast().words())
                    .contains("the note reads “Looked at all twelve again.”, it was “Looked at it.”");
        });
    }

    @Test
    void aStaleSignOffDoesNotCount() {
        VersionId id = halfSigned();
        changeAnItem(id);
        people.signIn(people.reviewer("Lin"));

        reviews.signOff(id, seen(id));

        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);
    }

    @Test
    void itIsGivenAgainInOneStep() {
        VersionId id = halfSigned();
        changeAnItem(id);
        people.signIn(jon);

        assertThat(details(id).availableActions())
                .extracting(AvailableAction::action)
                .contains(ReviewAction.RENEW);
        reviews.renew(id, seen(id));

        assertThat(details(id).signatures()).singleElement().satisfies(signature -> {
            assertThat(signature.stale()).isFalse();
            assertThat(signature.manifest()).isEqualTo(details(id).manifest());
        });
        assertThat(details(id).availableActions())
                .extracting(AvailableAction::action)
                .doesNotContain(ReviewAction.RENEW, ReviewAction.SIGN_OFF);
    }

    @Test
    void whoeverSignsAgainSignsWhatIsThereNow() {
        VersionId id = halfSigned();
        changeAnItem(id);
        people.signIn(jon);
        ReviewedRevision seen = seen(id);
        people.signIn(people.reviewer("Lin"));
        checklist.untick(id, "body", "The arms.");
        people.signIn(jon);

        assertThatThrownBy(() -> reviews.renew(id, seen))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("nothing was saved");
        ReviewedRevision now = seen(id);
        assertThatThrownBy(() -> reviews.renew(id, now))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("1 of 6 checklist items is open: Body proportions are accurate.");
    }

    @Test
    void anApprovalIsGivenAgainWithThePassword() {
        VersionId id = approved();
        jdbc.sql("update checklist_tick set note = 'something else' where version_id = ? and item_key = 'face'")
                .param(id.value())
                .update();
        people.signIn(ines);
        ReviewedRevision seen = seen(id);
        assertThat(details(id).signatures()).allMatch(Signature::stale);

        assertThatThrownBy(() -> reviews.renew(id, seen))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("password"));
        reviews.renew(id, seen, proof());

        assertThat(details(id).signatures())
                .filteredOn(signature -> !signature.stale())
                .extracting(Signature::by)
                .containsExactly("Ines");
    }

    /** Jon signed, and the team asks for two. */
    private VersionId halfSigned() {
        people.signIn(ines);
        rules.change(new ReviewRules(2, true));
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));
        return id;
    }

    private void changeAnItem(VersionId id) {
        people.signIn(people.reviewer("Lin"));
        checklist.untick(id, "face", "The jaw drifts.");
        checklist.tick(id, "face", "Looked again.", List.of(Evidence.fact("Fine.")));
    }
}
