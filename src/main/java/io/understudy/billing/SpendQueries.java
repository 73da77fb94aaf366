package io.understudy.billing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Reads charges, summed up and one by one. Months are calendar months in UTC. */
@Repository
class SpendQueries {
    private static final String SUMS = """
            count(*) as uses, coalesce(sum(amount), 0) as estimated,
            coalesce(sum(case when state in ('CHARGED', 'NOT_CHARGED') then actual end), 0) as actual,
            coalesce(sum(case when state in ('OPEN', 'UNCONFIRMED', 'ASSUMED') then coalesce(actual, amount) end), 0) as pending,
            coalesce(sum(case when state in ('OPEN', 'UNCONFIRMED', 'ASSUMED') then 1 else 0 end), 0) as open_uses,
            coalesce(sum(case when amount is null then 1 else 0 end), 0) as unpriced""";
    private static final String OF_MONTH = """
            \nfrom charge where sent_at >= :from and sent_at < :until
              and (cast(:person as uuid) is null or person_id = :person)""";

    private final JdbcClient jdbc;

    SpendQueries(JdbcClient jdbc) {
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
                .query((row, index) -> new Group(
                        row.getObject("person_id", UUID.class), row.getObject("character_id", UUID.class), sum(row)))
                .list();
    }

    SpendSum total(YearMonth month, @Nullable UUID person) {
        return within("select " + SUMS + OF_MONTH, month, person)
                .query((row, index) -> sum(row))
                .single();
    }

    List<Row> charges(YearMonth month, @Nullable UUID person, int offset, int most) {
        return within(
                        "select id, sent_at, purpose, service, person_id, character_id, state, amount, actual,"
                                + " coalesce(actual, amount) as at_most, billed_units"
                                + OF_MONTH + " order by sent_at desc, id limit :most offset :offset",
                        month,
                        person)
                .param("most", most)
                .param("offset", offset)
                .query((row, index) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                        row.getString("purpose"),
                        row.getString("service"),
                        row.getObject("person_id", UUID.class),
                        row.getObject("character_id", UUID.class),
                        ChargeState.valueOf(row.getString("state")),
                        row.getBigDecimal("amount"),
                        known(row) ? row.getBigDecimal("actual") : null,
                        known(row) ? null : row.getBigDecimal("at_most"),
                        row.getBigDecimal("billed_units")))
                .list();
    }

    SpendSum ofSubject(UUID subject) {
        return jdbc.sql("select " + SUMS + " from charge where subject_id = :subject")
                .param("subject", subject)
                .query((row, index) -> sum(row))
                .single();
    }

    /** When the first charge was sent; null before it. */
    @Nullable
    Instant first(@Nullable UUID person) {
        return jdbc.sql(
                        "select min(sent_at) as first from charge where (cast(:person as uuid) is null or person_id = :person)")
                .param("person", person, Types.OTHER)
                .query((row, index) -> {
                    OffsetDateTime first = row.getObject("first", OffsetDateTime.class);
                    return first == null ? Instant.MAX : first.toInstant();
                })
                .optional()
                .filter(first -> !first.equals(Instant.MAX))
                .orElse(null);
    }

    private StatementSpec within(String sql, YearMonth month, @Nullable UUID person) {
        return jdbc.sql(sql)
                .param("from", month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("until", month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("person", person, Types.OTHER);
    }

    private static boolean known(ResultSet row) throws SQLException {
        return ChargeState.valueOf(row.getString("state")).isKnown();
    }

    private static SpendSum sum(ResultSet row) throws SQLException {
        return new SpendSum(
                row.getLong("uses"),
                Objects.requireNonNull(row.getBigDecimal("estimated")),
                Objects.requireNonNull(row.getBigDecimal("actual")),
                Objects.requireNonNull(row.getBigDecimal("pending")),
                row.getLong("open_uses"),
                row.getLong("unpriced"));
    }
}
