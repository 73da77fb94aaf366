package io.understudy.billing;

import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.data.TypedJdbcClient;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes down every use of a service that charges, in the transaction of the caller and before the call is made:
 * money that left is never missing here.
 */
@Component
@SystemOnly
@Transactional(propagation = Propagation.MANDATORY)
public class ChargeRepository {
    static final int SHARE = 8;

    private final TypedJdbcClient jdbc;
    private final CostService costs;
    private final Clock clock;

    ChargeRepository(TypedJdbcClient jdbc, CostService costs, Clock clock) {
        this.jdbc = jdbc;
        this.costs = costs;
        this.clock = clock;
    }

    /**
     * Opens a charge at the price of now; nothing is written for what costs nothing. What the service did not take in the
     * same attempt is open again.
     */
    public void open(NewCharge charge) {
        CostEstimate estimate = costs.estimate(charge.service(), charge.units());
        if (estimate.free() || isOpenAgain(charge)) {
            return;
        }
        jdbc.sql("""
                        insert into charge (id, service, subject_id, attempt, purpose, character_id, person_id, amount,
                          units, state, sent_at)
                        values (:id, :service, :subject, :attempt, :purpose, :character, :person, :amount, :units, 'OPEN',
                          :now)""")
                .paramSource(charge)
                .param("id", UUID.randomUUID())
                .param("amount", estimate.amount())
                .param("now", clock.instant())
                .update();
    }

    private boolean isOpenAgain(NewCharge charge) {
        return jdbc.sql("update charge set state = 'OPEN', actual = null, settled_at = null"
                                + " where subject_id = ? and attempt = ? and state = 'NOT_CHARGED'")
                        .params(charge.subject(), charge.attempt())
                        .update()
                == 1;
    }

    /**
     * Says what became of the newest charge of a subject; nothing happens when it has none. What the service itself said
     * that it counted comes before what anyone assumes.
     */
    public void settle(UUID subject, ChargeState state) {
        Optional<BigDecimal> billed = billedShare(subject);
        if (state.isSettled() && state.isCounted() && billed.isPresent()) {
            boolean nothing = billed.get().signum() == 0;
            settle(subject, nothing ? ChargeState.NOT_CHARGED : ChargeState.CHARGED, billed.get());
        } else {
            settle(subject, state, state.isCounted() ? BigDecimal.ONE : BigDecimal.ZERO);
        }
    }

    /**
     * Settles the newest charge of a subject of which only a part was used; with none of it nothing is charged.
     *
     * @param used of {@code planned}, at most as many
     * @param planned what the estimate was for
     * @param outcome of what was used
     */
    public void settleShare(UUID subject, int used, int planned, ChargeState outcome) {
        BigDecimal share = BigDecimal.valueOf(used).divide(BigDecimal.valueOf(planned), SHARE, RoundingMode.HALF_UP);
        settle(subject, used == 0 ? ChargeState.NOT_CHARGED : outcome, share);
    }

    /** What is still open of a subject's charges will never be known: another request takes the place of the earlier. */
    public void leaveUnconfirmed(UUID subject) {
        jdbc.sql(
                        "update charge set state = 'UNCONFIRMED', settled_at = null where subject_id = :subject and state = 'ASSUMED'")
                .param("subject", subject)
                .update();
    }

    /** What earlier attempts of a subject sent has been delivered after all: what they may have cost, they did cost. */
    public void confirm(UUID subject) {
        jdbc.sql("update charge set state = 'CHARGED' where subject_id = :subject and state = 'ASSUMED'")
                .param("subject", subject)
                .update();
    }

    /**
     * Keeps what the service said it counted for the newest charge of a subject, in units of the service's own; said before
     * the charge is settled.
     */
    public void billed(UUID subject, BigDecimal units) {
        jdbc.sql("""
                        update charge set billed_units = :units
                        where subject_id = :subject and attempt =
                          (select max(newest.attempt) from charge newest where newest.subject_id = :subject)""").param("units", units).param("subject", subject).update();
    }

    private Optional<BigDecimal> billedShare(UUID subject) {
        record Billed(BigDecimal units, BigDecimal billedUnits) {}
        return jdbc.sql("""
                        select units, billed_units from charge
                        where subject_id = :subject and units > 0 and billed_units is not null and attempt =
                          (select max(newest.attempt) from charge newest where newest.subject_id = :subject)""")
                .param("subject", subject)
                .query(Billed.class)
                .optional()
                .map(charge -> BilledUnits.share(charge.units(), charge.billedUnits()));
    }

    /**
     * Settles the newest charge of a subject by what was used, where that is counted in the price's own unit.
     *
     * @param used units
     */
    public void settleUsed(UUID subject, BigDecimal used) {
        billed(subject, used);
        jdbc.sql("select max(attempt) from charge where subject_id = ?")
                .param(subject)
                .query(Integer.class)
                .optional()
                .ifPresent(newest -> settleUsed(subject, newest, used));
    }

    /** When the charge of an attempt was opened; empty where that attempt costs nothing. */
    public Optional<Instant> openedAt(UUID subject, int attempt) {
        return jdbc.sql("select sent_at from charge where subject_id = ? and attempt = ?")
                .params(subject, attempt)
                .query(Instant.class)
                .optional();
    }

    /**
     * Settles the charge of one attempt by what that attempt used, where that is counted in the price's own unit.
     *
     * @param used units
     */
    public void settleUsed(UUID subject, int attempt, BigDecimal used) {
        jdbc.sql("""
                        update charge set billed_units = :used, state = :state, settled_at = :now,
                          actual = amount * cast(:used as numeric(16, 6)) / units
                        where subject_id = :subject and attempt = :attempt and state <> 'NOT_CHARGED' and units > 0""")
                .param("state", used.signum() == 0 ? ChargeState.NOT_CHARGED : ChargeState.CHARGED)
                .param("now", clock.instant())
                .param("used", used)
                .param("subject", subject)
                .param("attempt", attempt)
                .update();
    }

    private void settle(UUID subject, ChargeState state, BigDecimal share) {
        jdbc.sql("""
                        update charge set state = :state, settled_at = :settled,
                          actual = case when :ended then amount * :share end
                        where subject_id = :subject and state <> 'NOT_CHARGED' and attempt =
                          (select max(newest.attempt) from charge newest where newest.subject_id = :subject)""")
                .param("state", state)
                .param("ended", state != ChargeState.OPEN)
                .param("share", share, Types.NUMERIC)
                .param("settled", state.isSettled() ? clock.instant() : null, Types.TIMESTAMP_WITH_TIMEZONE)
                .param("subject", subject)
                .update();
    }
}
