package io.understudy.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.RunAs;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionOperations;

@StudioTest
class SpendServiceTest {
    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final String FAST = "fal-flux-lora-fast-training";

    @Autowired
    SpendService spend;

    @Autowired
    ChargeRepository charges;

    @Autowired
    CostService costs;

    @Autowired
    CharacterService characters;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    People people;

    @Autowired
    SettableClock clock;

    @SuppressWarnings("NullAway.Init")
    private SignedInPerson mara;

    @SuppressWarnings("NullAway.Init")
    private SignedInPerson ines;

    private CharacterId ava = new CharacterId(new UUID(0, 1));

    @BeforeEach
    void aTeam() {
        ines = people.member("Ines");
        mara = people.signIn(people.member("Mara"));
        ava = characters
                .create(CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", ""), LikenessBasis.SYNTHETIC)
                .id();
    }

    @Test
    void aMonthIsSummedUpForEachPersonAndCharacter() {
        UUID delivered = use(mara, "Run 1", "1");
        use(mara, "Run 2", "2");
        UUID refused = use(ines, "Run 3", "1");
        settle(delivered, ChargeState.CHARGED);
        settle(refused, ChargeState.NOT_CHARGED);

        people.signIn(people.admin("Ada"));
        MonthSpend march = spend.month(MARCH);

        assertThat(march.everybody()).isTrue();
        assertThat(march.lines())
                .extracting(SpendLine::personName, SpendLine::characterName)
                .containsExactly(tuple("Mara", "Ava Lindqvist"), tuple("Ines", "Ava Lindqvist"));
        SpendSum ofMara = march.lines().getFirst().sum();
        assertThat(ofMara.uses()).isEqualTo(2);
        assertThat(ofMara.estimated()).isEqualByComparingTo("6.00");
        assertThat(ofMara.actual()).isEqualByComparingTo("2.00");
        assertThat(ofMara.pending()).isEqualByComparingTo("4.00");
        assertThat(march.total().estimated()).isEqualByComparingTo("8.00");
        assertThat(march.total().expected()).isEqualByComparingTo("6.00");
    }

    @Test
    void aUseThatWasMadeInPartCostsItsPart() {
        UUID job = use(mara, "Test sheet", "3");
        RunAs.run(
                () -> transaction.executeWithoutResult(status -> charges.settleShare(job, 1, 5, ChargeState.CHARGED)));

        assertThat(spend.month(MARCH).total().actual()).isEqualByComparingTo("1.20");
        assertThat(spend.month(MARCH).total().estimated()).isEqualByComparingTo("6.00");
    }

    @Test
    void whatAnEndWithoutAResultCostIsNotKnownUntilTheServiceSaysIt() {
        UUID run = use(mara, "Run 1", "1");
        settle(run, ChargeState.ASSUMED);
        assertThat(spend.month(MARCH).total().actual()).isZero();
        assertThat(spend.month(MARCH).total().pending()).isEqualByComparingTo("2.00");
        assertThat(spend.of(run).isSettled()).isFalse();

        settle(run, ChargeState.NOT_CHARGED);
        assertThat(spend.month(MARCH).total().actual()).isZero();
    }

    @Test
    void whatTheServiceCountedIsChargedInsteadOfTheEstimate() {
        UUID inThousands = use(mara, "Run 1", "2");
        UUID inSteps = use(mara, "Run 2", "2");
        UUID inSomethingElse = use(mara, "Run 3", "2");
        billed(inThousands, "1.5");
        billed(inSteps, "1500");
        billed(inSomethingElse, "77");
        settle(inThousands, ChargeState.CHARGED);
        settle(inSteps, ChargeState.CHARGED);
        settle(inSomethingElse, ChargeState.CHARGED);

        assertThat(spend.of(inThousands).actual()).isEqualByComparingTo("3.00");
        assertThat(spend.of(inSteps).actual()).isEqualByComparingTo("3.00");
        assertThat(spend.of(inSomethingElse).actual()).isEqualByComparingTo("4.00");
        assertThat(spend.month(MARCH).total().estimated()).isEqualByComparingTo("12.00");
    }

    @Test
    void whatOneRunCostIsSettledWhenAllItsAttemptsAre() {
        UUID run = use(mara, "Run 1", "1");
        assertThat(spend.of(run).isSettled()).isFalse();
        assertThat(spend.of(UUID.randomUUID()).isSettled()).isFalse();

        settle(run, ChargeState.CHARGED);

        assertThat(spend.of(run).isSettled()).isTrue();
        assertThat(spend.of(run).actual()).isEqualByComparingTo("2.00");
    }

    @Test
    void membersSeeTheirOwnUsesOnly() {
        use(mara, "Run 1", "1");
        use(ines, "Run 2", "1");

        people.signIn(ines);

        assertThat(spend.month(MARCH).everybody()).isFalse();
        assertThat(spend.month(MARCH).total().uses()).isEqualTo(1);
        assertThat(spend.charges(MARCH, 0, 10)).extracting(Charge::purpose).containsExactly("Run 2");
    }

    @Test
    void aUseBelongsToTheMonthInWhichItWasSent() {
        use(mara, "Run 1", "1");
        clock.advance(Duration.ofDays(60));
        use(mara, "Run 2", "1");

        assertThat(spend.month(MARCH).total().uses()).isEqualTo(1);
        assertThat(spend.months(12)).containsExactly(YearMonth.of(2026, 5), YearMonth.of(2026, 4), MARCH);
        assertThat(spend.months(2)).hasSize(2);
    }

    @Test
    @Tag("attack")
    void aServiceWithoutAPriceIsCountedAsUnpriced() {
        UUID run = UUID.randomUUID();
        use(mara, "Run 9", "1", "fal-flux-lora-portrait-trainer", run);

        assertThat(spend.month(MARCH).total().unpriced()).isEqualTo(1);
        assertThat(spend.month(MARCH).total().estimated()).isZero();
    }

    @Test
    void everyUseIsExported() throws Exception {
        UUID run = use(mara, "Run 1", "1");
        billed(run, "1.25");
        settle(run, ChargeState.CHARGED);

        StringWriter csv = new StringWriter();
        spend.export(MARCH, csv);

        assertThat(csv.toString().lines().toList())
                .isEqualTo(List.of(
                        "sent (UTC),what for,service,person,character,state,estimated (USD),actual (USD),\"not known yet, at most (USD)\",units billed",
                        "2026-03-02T09:00:00Z,Run 1,fal.ai · FLUX LoRA fast training,Mara,Ava Lindqvist,Charged,"
                                + "2.0000,2.5000,,1.250000"));
    }

    @Test
    void chargesAreClosedToPeople() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        status -> charges.settle(UUID.randomUUID(), ChargeState.NOT_CHARGED)))
                .isInstanceOf(AccessDeniedException.class);
    }

    private UUID use(SignedInPerson person, String purpose, String units) {
        UUID subject = UUID.randomUUID();
        use(person, purpose, units, FAST, subject);
        return subject;
    }

    private void use(SignedInPerson person, String purpose, String units, String service, UUID subject) {
        RunAs.run(() -> transaction.executeWithoutResult(status -> charges.open(
                new NewCharge(service, new BigDecimal(units), subject, 1, purpose, ava.value(), person.accountId()))));
    }

    private void billed(UUID subject, String units) {
        RunAs.run(() -> transaction.executeWithoutResult(status -> charges.billed(subject, new BigDecimal(units))));
    }

    private void settle(UUID subject, ChargeState state) {
        RunAs.run(() -> transaction.executeWithoutResult(status -> charges.settle(subject, state)));
    }
}
