package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.AccountId;
import io.understudy.identity.Person;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.review.ReviewInboxLine.Need;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
@Tag("rules")
class ReviewRequestServiceTest extends VersionsTest {
    @Autowired
    ReviewRequestService requests;

    @Autowired
    ReviewInbox inbox;

    @Autowired
    ApplicationEvents published;

    SignedInPerson lin;

    @BeforeEach
    void oneMoreReviewer() {
        lin = people.reviewer("Lin");
    }

    @Test
    void whoIsNamedFindsItFirstAndOthersAreNotWaitedFor() {
        VersionId id = inReview();
        requests.ask(id, List.of(id(lin)));

        ReviewInboxLine hers = lineOf(lin);
        assertThat(hers.need()).isEqualTo(Need.FOR_MY_SIGNATURE);
        assertThat(hers.askedBy()).isEqualTo("Mara");
        ReviewInboxLine his = lineOf(jon);
        assertThat(his.need()).isEqualTo(Need.FOR_OTHERS);
        assertThat(his.asked()).containsExactly("Lin");
        assertThat(published.stream(ReviewRequested.class))
                .singleElement()
                .extracting(ReviewRequested::person, ReviewRequested::action)
                .containsExactly(id(lin), ReviewAction.SIGN_OFF);
    }

    @Test
    void whoWasNotNamedMaySignAllTheSame() {
        VersionId id = inReview();
        requests.ask(id, List.of(id(lin)));
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));

        assertThat(details(id).state()).isEqualTo(VersionState.SIGNED_OFF);
        assertThat(lineOf(lin).askedByName()).isFalse();
    }

    @Test
    void onlyPeopleWhoCouldSignCanBeAsked() {
        SignedInPerson maker = people.reviewer("Olaf");
        VersionId id = runs.finish(mara, mara, maker);
        people.signIn(mara);
        reviews.submit(id, seen(id));

        assertThat(requests.choice(id).orElseThrow().people())
                .extracting(Person::name)
                .containsExactly("Ines", "Jon", "Lin");
        for (SignedInPerson wrong : List.of(mara, maker)) {
            assertThatThrownBy(() -> requests.ask(id, List.of(id(lin), id(wrong))))
                    .isInstanceOfSatisfying(
                            DomainException.RuleViolation.class,
                            broken -> assertThat(broken.field()).isEqualTo("people"));
        }
        assertThat(requests.choice(id).orElseThrow().asked()).isEmpty();
    }

    @Test
    void askingNobodyIsRefused() {
        VersionId id = inReview();

        assertThatThrownBy(() -> requests.ask(id, List.of()))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("people"))
                .hasMessage("Select at least one person.");
    }

    @Test
    void anAskedPersonIsToldOnce() {
        VersionId id = inReview();
        requests.ask(id, List.of(id(lin)));
        requests.ask(id, List.of(id(lin), id(jon)));

        assertThat(published.stream(ReviewRequested.class))
                .extracting(ReviewRequested::person)
                .containsExactly(id(lin), id(jon));
        assertThat(requests.choice(id).orElseThrow().asked())
                .extracting(Person::name)
                .containsExactly("Jon", "Lin");
    }

    @Test
    void afterTheSignOffAdminsAreAskedToApprove() {
        VersionId id = signedOff();
        SignedInPerson olaf = people.admin("Olaf");
        assertThat(requests.choice(id).orElseThrow().people())
                .extracting(Person::name)
                .containsExactly("Ines", "Olaf");
        requests.ask(id, List.of(id(olaf)));

        assertThat(lineOf(olaf).need()).isEqualTo(Need.FOR_MY_APPROVAL);
        assertThat(lineOf(ines).need()).isEqualTo(Need.FOR_OTHERS);
    }

    @Test
    void aVersionThatWaitsForNoSignatureAsksNobody() {
        VersionId id = draft();
        people.signIn(mara);

        assertThat(requests.choice(id)).isEmpty();
        assertThatThrownBy(() -> requests.ask(id, List.of(id(jon)))).isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    void sendingBackEndsAllRequests() {
        VersionId id = inReview();
        requests.ask(id, List.of(id(lin), id(jon)));
        people.signIn(jon);
        reviews.sendBack(id, seen(id), "Six fingers.");
        people.signIn(mara);
        reviews.submit(id, seen(id));

        assertThat(requests.choice(id).orElseThrow().asked()).isEmpty();
    }

    @Test
    void withTwoSignOffsTheSecondPersonIsStillWaitedFor() {
        people.signIn(ines);
        rules.change(new ReviewRules(2, true));
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));

        assertThat(lineOf(jon).need()).isEqualTo(Need.FOR_OTHERS);
        assertThat(lineOf(lin).need()).isEqualTo(Need.FOR_MY_SIGNATURE);
    }

    @Test
    void whereTheRulesLetASignerApproveItWaitsForThem() {
        people.signIn(ines);
        rules.change(new ReviewRules(1, false), proof());
        VersionId id = inReview();
        people.signIn(ines);
        tickAll(id);
        reviews.signOff(id, seen(id));
        assertThat(lineOf(ines).need()).isEqualTo(Need.FOR_MY_APPROVAL);

        people.signIn(ines);
        rules.change(new ReviewRules(1, true));
        assertThat(lineOf(ines).need()).isEqualTo(Need.FOR_OTHERS);
    }

    @Test
    void everySignatureThatIsNotOfferedSaysWhy() {
        VersionId draft = draft();
        people.signIn(ines);
        assertThat(whyNot(draft)).containsOnly("Review has not been requested yet.");

        VersionId waiting = inReview();
        people.signIn(ines);
        assertThat(whyNot(waiting))
                .containsExactly("It has to be signed off first; 1 more sign-off by others is missing.");

        VersionId signed = signedOff();
        people.signIn(jon);
        assertThat(whyNot(signed)).containsExactly("You have signed it.");

        VersionId released = approved();
        assertThat(whyNot(released)).containsOnly("It is in production already.");
    }

    private List<String> whyNot(VersionId id) {
        return details(id).unavailableActions().stream()
                .flatMap(availableAction -> availableAction.obstacles().stream())
                .toList();
    }

    private ReviewInboxLine lineOf(SignedInPerson who) {
        people.signIn(who);
        return inbox.lines().getFirst();
    }

    private static AccountId id(SignedInPerson who) {
        return new AccountId(who.accountId());
    }
}
