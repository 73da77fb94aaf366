package io.understudy.billing;

import io.understudy.platform.data.TypedJdbcClient;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Reads charges, summed up and one by one. Months are calendar months in UTC. */
@Repository
class SpendQueries {
    private static final String SUMS = """
            count(*) as uses, coalesce(sum(amount), 0) as estimated,
            coalesce(sum(case when state in ('CHARGED', 'NOT_CHARGED') then actual end), 0) as actual,
            coalesce(sum(case when state in ('OPEN', 'UNCONFIRMED', 'ASSUMED') then coalesce(actual, amount) end), 0) as pending,
            coalesce(sum(case when state in ('OPEN', 'UNCONFIRMED', 'ASSUMED') then 1 else 0 end), 0)  as open,
            coalesce(sum(case when amount is null then 1 else 0 end), 0) as unpriced""";
    private static final String OF_MONTH = """
            \nfrom charge where sent_at >= :from and sent_at < :until
              and (cast(:person as uuid) is null or person_id = :person)""";

    private final TypedJdbcClient jdbc;

    SpendQueries(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Group(@Nullable UUID person, @Nullable UUID character, SpendSum sum) {}

    record Row(
            UUID id,
            Instant sentAt,
            String purpose,
            String service,
            @Nullable UUID person,
            @Nullable UUID character,
            ChargeState state,
            @Nullable BigDecimal estimated,
            @Nullable BigDecimal actual,
            @Nullable BigDecimal atMost,
            @Nullable BigDecimal billedUnits) {}

    List<Group> groups(YearMonth month, @Nullable UUID person) {
        return within(
                        "select person_id, character_id, " + SUMS + OF_MONTH + " group by person_id, character_id",
                        month,
                        person)
                .query(Group.class)
                .list();
    }

    SpendSum total(YearMonth month, @Nullable UUID person) {
        return within("select " + SUMS + OF_MONTH, month, person)
                .query(SpendSum.class)
                .single();
    }

    List<Row> charges(YearMonth month, @Nullable UUID person, int offset, int most) {
        return within("""
                        select id, sent_at, purpose, service, person_id, character_id, state, amount as estimated,
                            case when state in ('CHARGED', 'NOT_CHARGED') then actual end as actual,
                            case when state not in ('CHARGED', 'NOT_CHARGED') then coalesce(actual, amount) end as at_most,
                            billed_units""" + OF_MONTH + " order by sent_at desc, id limit :most offset :offset", month, person)
                .param("most", most)
                .param("offset", offset)
                .query(Row.class)
                .list();
    }

    Map<UUID, SpendSum> ofSubjects(Collection<UUID> subjects) {
        return jdbc.sql("select subject_id, " + SUMS
                        + " from charge where subject_id in (:subjects) group by subject_id")
                .param("subjects", subjects)
                .map(UUID.class, SpendSum.class);
    }

    SpendSum ofSubject(UUID subject) {
        return jdbc.sql("select " + SUMS + " from charge where subject_id = :subject")
                .param("subject", subject)
                .query(SpendSum.class)
                .single();
    }

    /** When the first charge was sent; null before it. */
    @Nullable
    Instant first(@Nullable UUID person) {
        return jdbc.sql(
                        "select min(sent_at) as first from charge where (cast(:person as uuid) is null or person_id = :person)")
                .param("person", person, Types.OTHER)
                .query(Instant.class)
                .optional()
                .orElse(null);
    }

    private TypedJdbcClient.Statement within(String sql, YearMonth month, @Nullable UUID person) {
        return jdbc.sql(sql)
                .param("from", month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("until", month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("person", person, Types.OTHER);
    }
}
