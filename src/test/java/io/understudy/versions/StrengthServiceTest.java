package io.understudy.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.review.ReviewRules;
import io.understudy.versions.review.ReviewedRevision;
import io.understudy.versions.review.decisions.ManifestChange;
import io.understudy.versions.review.decisions.Signature;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("rules")
class StrengthServiceTest extends VersionsTest {
    private static final StrengthWindow WINDOW =
            new StrengthWindow(Strength.of(0.7), Strength.of(0.85), Strength.of(1.1));

    @Autowired
    StrengthService strengths;

    @Test
    void theGuidesWindowCountsUntilSomebodyStatesAnother() {
        VersionId id = draft();
        people.signIn(mara);

        assertThat(details(id).strength()).isNull();
        assertThat(details(id).card().strength()).isEqualTo(StrengthWindow.ofTheGuide());

        strengths.state(id, WINDOW, " Waxy from 1.2 on. ", null);

        assertThat(details(id).strength())
                .isEqualTo(new StatedStrength(WINDOW, "Waxy from 1.2 on.", "Mara", clock.instant()));
        assertThat(details(id).card().strength()).isEqualTo(WINDOW);
        assertThat(lastAct("after_json")).contains("0.7–1.1, best 0.85", "Waxy from 1.2 on.");
    }

    @Test
    void theProductionVersionIsReadWithItsStrength() {
        VersionId id = draft();
        people.signIn(mara);
        strengths.state(id, WINDOW, "", null);
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));
        people.signIn(ines);
        reviews.approve(id, seen(id), proof());

        assertThat(versions.production(details(id).card().character()))
                .get()
                .extracting(VersionCard::strength)
                .isEqualTo(WINDOW);
    }

    @Test
    void whatWasStatedIsTakenBack() {
        VersionId id = draft();
        people.signIn(mara);
        strengths.state(id, WINDOW, "", null);

        strengths.takeBack(id, WINDOW);

        assertThat(details(id).strength()).isNull();
        assertThat(lastAct("before_json")).contains("0.7–1.1, best 0.85");
    }

    @Test
    void aChangeBetweenTwoSignaturesMakesTheFirstStaleAndItIsGivenAgain() {
        people.signIn(ines);
        rules.change(new ReviewRules(2, true));
        VersionId id = signedOff();
        strengths.state(id, WINDOW, "", null);

        Signature stale = details(id).signatures().getFirst();
        assertThat(stale.stale()).isTrue();
        assertThat(stale.changes())
                .containsExactly(
                        new ManifestChange("Recommended strength", "was “not set”, is now “0.7–1.1, best 0.85”"));
        assertThat(details(id).checklist()).as("no item rests on it").allMatch(line -> line.stale() == null);

        reviews.renew(id, seen(id));
        assertThat(details(id).hasStaleSignatures()).isFalse();
    }

    @Test
    void anotherNoteLeavesSignaturesAlone() {
        people.signIn(ines);
        rules.change(new ReviewRules(2, true));
        VersionId id = draft();
        people.signIn(mara);
        strengths.state(id, WINDOW, "Looked at sheet 1.", null);
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));

        strengths.state(id, WINDOW, "Looked at sheet 2, too.", WINDOW);

        assertThat(details(id).hasStaleSignatures()).isFalse();
        assertThat(Objects.requireNonNull(details(id).strength()).note()).isEqualTo("Looked at sheet 2, too.");
    }

    @Test
    void whoeverLookedAtSomethingElseIsToldAndNothingIsStored() {
        VersionId id = draft();
        people.signIn(mara);
        strengths.state(id, WINDOW, "", null);
        StrengthWindow mine = new StrengthWindow(Strength.of(0.8), Strength.of(1.0), Strength.of(1.2));

        assertThatThrownBy(() -> strengths.state(id, mine, "", null))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageStartingWith("Mara set 0.7–1.1, best 0.85 meanwhile");
        assertThatThrownBy(() -> strengths.takeBack(id, mine)).isInstanceOf(DomainException.Conflict.class);
        assertThat(details(id).card().strength()).isEqualTo(WINDOW);
    }

    @ParameterizedTest
    @EnumSource(
            value = VersionState.class,
            names = {"SIGNED_OFF", "APPROVED", "SUPERSEDED", "REVOKED"})
    @Tag("attack")
    void onceItIsSignedOffNobodyChangesTheStrength(VersionState state) {
        VersionId id = in(state);
        ReviewedRevision before = seen(id);
        people.signIn(ines);

        assertThatThrownBy(() -> strengths.state(id, WINDOW, "", null))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("is " + state.word());
        assertThatThrownBy(() -> strengths.takeBack(id, null)).isInstanceOf(DomainException.RuleViolation.class);
        assertThat(seen(id)).isEqualTo(before);
        assertThat(details(id).hasStaleSignatures()).isFalse();
    }

    private String lastAct(String column) {
        return jdbc.sql("select " + column + " from audit_row where verb = 'version.strength-stated'"
                        + " order by sequence desc fetch first 1 rows only")
                .query(String.class)
                .single();
    }
}
