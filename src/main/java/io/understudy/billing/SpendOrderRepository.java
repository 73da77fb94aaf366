package io.understudy.billing;

import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** What people ordered without an admin; it counts from the order on, whether it was sent already or not. */
@Repository
class SpendOrderRepository {
    private static final String SENT = "(select 1 from charge where charge.subject_id = spend_order.subject_id"
            + " and charge.sent_at >= spend_order.ordered_at";

    private final TypedJdbcClient jdbc;
    private final Batches batches;

    SpendOrderRepository(TypedJdbcClient jdbc, Batches batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * @param launch what is ordered together
     * @param amount US dollars
     */
    record Order(UUID person, UUID subject, UUID launch, BigDecimal amount, Instant orderedAt) {}

    /** Until the transaction is over nothing else is ordered for this person. */
    void takeTurn(UUID person) {
        jdbc.sql("insert into spend_turn (person_id) values (?) on conflict do nothing")
                .param(person)
                .update();
        jdbc.sql("select person_id from spend_turn where person_id = ? for update")
                .param(person)
                .query(UUID.class)
                .single();
    }

    /**
     * US dollars of the orders after a moment, without those that are known to have cost nothing.
     *
     * @param except a launch whose orders are left out
     */
    BigDecimal total(UUID person, Instant after, UUID except) {
        return jdbc.sql("select coalesce(sum(amount), 0) from spend_order"
                        + " where person_id = :person and ordered_at > :after and launch_id <> :except"
                        + " and (not exists " + SENT + " and charge.state = 'NOT_CHARGED')"
                        + " or exists " + SENT + " and charge.state <> 'NOT_CHARGED'))")
                .param("person", person)
                .param("after", after)
                .param("except", except)
                .query(BigDecimal.class)
                .single();
    }

    void add(Collection<Order> orders) {
        batches.update(
                "insert into spend_order (id, person_id, subject_id, launch_id, amount, ordered_at)"
                        + " values (?, ?, ?, ?, ?, ?)",
                orders,
                (order, at) -> Batches.row(
                        UUID.randomUUID(),
                        order.person(),
                        order.subject(),
                        order.launch(),
                        order.amount(),
                        order.orderedAt()));
    }

    /** What was ordered ahead for a subject. */
    Optional<Order> of(UUID subject) {
        return jdbc.sql("select person_id as person, subject_id as subject, launch_id as launch, amount, ordered_at"
                        + " from spend_order where subject_id = ?")
                .param(subject)
                .query(Order.class)
                .optional();
    }

    /** @param amount US dollars that remain of what was ordered ahead */
    void leave(UUID subject, BigDecimal amount) {
        jdbc.sql("update spend_order set amount = ? where subject_id = ?")
                .params(amount, subject)
                .update();
    }

    /**
     * Takes back the orders of subjects of which nothing was sent that may cost something, and of the others what is
     * known not to have been used. What is still open may need all of its order.
     */
    void withdraw(Collection<UUID> subjects) {
        if (subjects.isEmpty()) {
            return;
        }
        jdbc.sql("delete from spend_order where subject_id in (:subjects) and not exists " + SENT
                        + " and charge.state <> 'NOT_CHARGED')")
                .param("subjects", subjects)
                .update();
        jdbc.sql("update spend_order set amount = least(spend_order.amount, (select sum(charge.actual) from charge"
                        + " where charge.subject_id = spend_order.subject_id"
                        + " and charge.sent_at >= spend_order.ordered_at))"
                        + " where subject_id in (:subjects) and exists " + SENT + ")"
                        + " and not exists " + SENT + " and charge.actual is null)")
                .param("subjects", subjects)
                .update();
    }
}
