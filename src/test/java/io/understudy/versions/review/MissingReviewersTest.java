package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.AccountId;
import io.understudy.identity.Person;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.PasswordLink;
import io.understudy.versions.review.MissingReviewers.Parts;
import io.understudy.versions.review.decisions.LinkMakers;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MissingReviewersTest {
    private static final Person MARA = person(1, "Mara", Role.MEMBER);
    private static final Person JON = person(2, "Jon", Role.REVIEWER);
    private static final Person LIN = person(3, "Lin", Role.REVIEWER);
    private static final Person INES = person(4, "Ines", Role.ADMIN);
    private static final Person OLAF = person(5, "Olaf", Role.ADMIN);
    private static final ReviewRules USUAL = new ReviewRules(1, true);

    @Test
    void anAdminAMemberAndAReviewerAreEnoughForWhatTheMemberMade() {
        assertThat(of(USUAL, List.of(MARA, JON, INES), ids(MARA)).isEmpty()).isTrue();
    }

    @Test
    void theOnlyAdminWhoMadeAPartNeedsASecondOne() {
        MissingReviewers missing = of(USUAL, List.of(MARA, JON, INES), ids(MARA, INES));

        assertThat(missing.sentence()).isEqualTo("Needs a second admin who took no part.");
        assertThat(missing.reason()).isEqualTo("Ines took part in this LoRA.");
    }

    @Test
    void whoeverIsAloneNeedsBoth() {
        assertThat(of(USUAL, List.of(INES), ids(INES)).sentence())
                .isEqualTo("Needs a second admin and a reviewer who took no part.");
    }

    @Test
    void anAdminCannotSignAndApproveUnlessTheRulesAllowIt() {
        assertThat(of(USUAL, List.of(MARA, INES), ids(MARA)).sentence())
                .isEqualTo("Needs a reviewer who took no part.");
        assertThat(of(new ReviewRules(1, false), List.of(MARA, INES), ids(MARA)).isEmpty())
                .isTrue();
        assertThat(of(new ReviewRules(1, false), List.of(INES), ids(INES)).sentence())
                .isEqualTo("Needs a second admin who took no part.");
    }

    @Test
    void twoAdminsMaySignAndApproveForEachOther() {
        assertThat(of(USUAL, List.of(MARA, INES, OLAF), ids(MARA)).isEmpty()).isTrue();
        assertThat(of(USUAL, List.of(MARA, INES, OLAF), ids(MARA, INES)).sentence())
                .isEqualTo("Needs a reviewer who took no part.");
        assertThat(of(USUAL, List.of(INES, OLAF, JON), ids(INES, OLAF)).sentence())
                .isEqualTo("Needs another admin who took no part.");
    }

    @Test
    void moreSignOffsNeedMoreReviewers() {
        assertThat(of(new ReviewRules(3, true), List.of(MARA, JON, INES), ids(MARA))
                        .sentence())
                .isEqualTo("Needs 2 more reviewers who took no part.");
        MissingReviewers made = of(new ReviewRules(2, true), List.of(MARA, JON, LIN, INES), ids(LIN));
        assertThat(made.sentence()).isEqualTo("Needs another reviewer who took no part.");
        assertThat(made.reason()).isEqualTo("Lin took part in this LoRA.");
    }

    @Test
    void aSignOffThatCountsIsNotMissingAndTheAdminWhoGaveItCannotApprove() {
        assertThat(MissingReviewers.of(USUAL, List.of(MARA, INES, OLAF), signed(MARA, INES))
                        .isEmpty())
                .isTrue();
        MissingReviewers signed = MissingReviewers.of(USUAL, List.of(MARA, JON, INES), signed(MARA, INES));
        assertThat(signed.sentence()).isEqualTo("Needs a second admin who took no part.");
        assertThat(signed.reason()).isEqualTo("Ines took part in this LoRA.");
        Parts before = new Parts(ids(MARA), ids(), ids(JON), ids(), LinkMakers.NONE);
        assertThat(MissingReviewers.of(USUAL, List.of(MARA, JON, INES), before).isEmpty())
                .as("who signed before it was sent back signs again")
                .isTrue();
    }

    @Test
    @Tag("attack")
    void theOnlyAdminWhoEditedTheChecklistNeedsASecondOne() {
        Parts parts = new Parts(ids(MARA), ids(INES), ids(), ids(), LinkMakers.NONE);
        MissingReviewers missing = MissingReviewers.of(USUAL, List.of(MARA, JON, INES), parts);

        assertThat(missing.sentence()).isEqualTo("Needs a second admin who took no part.");
        assertThat(missing.reason()).isEqualTo("Ines edited the checklist in force or loosened the rules.");
    }

    @Test
    @Tag("attack")
    void anAccountThatWaitsToBeConfirmedAfterAMakersLinkIsNotCountedOn() {
        Person linked = new Person(
                JON.id(),
                JON.email(),
                JON.name(),
                JON.role(),
                true,
                Instant.EPOCH,
                null,
                MARA.id().value(),
                null);
        MissingReviewers missing = of(USUAL, List.of(MARA, linked, INES), ids(MARA));
        assertThat(missing.sentence()).isEqualTo("Needs another reviewer who took no part.");
        assertThat(missing.reason())
                .isEqualTo("Jon chose a password by a link from one of its makers, so another admin has to confirm the"
                        + " account on the Team page.");
    }

    @Test
    @Tag("attack")
    void anAdminDoesNotApproveWhatAReviewerSignsByTheirLink() {
        Person linked = new Person(
                JON.id(),
                JON.email(),
                JON.name(),
                JON.role(),
                true,
                Instant.EPOCH,
                null,
                INES.id().value(),
                null);

        MissingReviewers missing = of(USUAL, List.of(MARA, linked, INES), ids(MARA));
        assertThat(missing.sentence()).isEqualTo("Needs another reviewer who took no part.");
        assertThat(missing.reason())
                .isEqualTo("A link for a new password ties Ines to another reviewer, until another admin confirms the"
                        + " account on the Team page.");
        assertThat(MissingReviewers.of(USUAL, List.of(MARA, linked, INES), signed(MARA, linked))
                        .sentence())
                .isEqualTo("Needs a second admin who took no part.");
        assertThat(of(USUAL, List.of(MARA, linked, LIN, INES), ids(MARA)).isEmpty())
                .isTrue();
    }

    @Test
    @Tag("attack")
    void whoMadeALinkForAMakerIsNotCountedOn() {
        PasswordLink link = new PasswordLink(MARA.id().value(), INES.id().value(), Instant.EPOCH, null);
        Parts parts = new Parts(ids(MARA), ids(), ids(), ids(), new LinkMakers(List.of(link)));

        MissingReviewers missing = MissingReviewers.of(USUAL, List.of(MARA, JON, LIN, INES), parts);
        assertThat(missing.sentence()).isEqualTo("Needs a second admin who took no part.");
        assertThat(missing.reason())
                .isEqualTo("A link for a new password ties Ines to one of its makers, until another admin confirms the"
                        + " account on the Team page.");
    }

    private static MissingReviewers of(ReviewRules rules, List<Person> team, Set<UUID> makers) {
        return MissingReviewers.of(rules, team, new Parts(makers, ids(), ids(), ids(), LinkMakers.NONE));
    }

    private static Parts signed(Person maker, Person signer) {
        return new Parts(ids(maker), ids(), ids(signer), ids(signer), LinkMakers.NONE);
    }

    private static Set<UUID> ids(Person... people) {
        return Arrays.stream(people).map(person -> person.id().value()).collect(Collectors.toSet());
    }

    private static Person person(int id, String name, Role role) {
        return new Person(new AccountId(new UUID(1, id)), name + "@example.org", name, role, true, Instant.EPOCH, null);
    }
}
