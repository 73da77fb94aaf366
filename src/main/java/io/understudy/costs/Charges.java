package io.understudy.costs;

import io.understudy.people.SystemOnly;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes down every use of a service that charges, in the transaction of whoever uses it and before the call is made:
 * money that left is never missing here.
 */
@Component
@SystemOnly
@Transactional(propagation = Propagation.MANDATORY)
public class Charges {
    private final JdbcClient jdbc;
    private final CostService costs;
    private final Clock clock;

    Charges(JdbcClient jdbc, CostService costs, Clock clock) {
        this.jdbc = jdbc;
        this.costs = costs;
        this.clock = clock;
    }

    /** Opens a charge at the price of now; nothing is written for what costs nothing. */
    public void open(NewCharge charge) {
        CostEstimate estimate = costs.estimate(charge.service(), charge.units());
        if (estimate.free()) {
            return;
        }
        jdbc.sql("""
                        insert into charge (id, service, subject_id, attempt, purpose, character_id, person_id, amount,
                          state, sent_at)
                        values (:id, :service, :subject, :attempt, :purpose, :character, :person, :amount, 'OPEN', :now)""")
                .param("id", UUID.randomUUID())
                .param("service", charge.service())
                .param("subject", charge.subject())
                .param("attempt", charge.attempt())
                .param("purpose", charge.purpose())
                .param("character", charge.character(), Types.OTHER)
                .param("person", charge.person(), Types.OTHER)
                .param("amount", estimate.amount(), Types.NUMERIC)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Says what became of the newest charge of a subject; nothing happens when it has none. */
    public void settle(UUID subject, ChargeState state) {
        settle(subject, state, null);
    }

    /**
     * As {@link #settle(UUID, ChargeState)}, with what it came to.
     *
     * @param dollars null when it came to what was expected
     */
    public void settle(UUID subject, ChargeState state, @Nullable BigDecimal dollars) {
        jdbc.sql("""
                        update charge set state = :state, settled_at = :settled,
                          actual = case when :charges then coalesce(:dollars, amount) when :settles then 0 end
                        where subject_id = :subject and state <> 'NOT_CHARGED' and attempt =
                          (select max(newest.attempt) from charge newest where newest.subject_id = :subject)""")
                .param("state", state.name())
                .param("charges", state.isSettled() && state.isCounted())
                .param("settles", state.isSettled())
                .param("dollars", dollars, Types.NUMERIC)
                .param(
                        "settled",
                        state.isSettled() ? clock.instant().atOffset(ZoneOffset.UTC) : null,
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("subject", subject)
                .update();
    }
}
