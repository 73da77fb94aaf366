package io.understudy.billing;

/** Parts of statements for the lists of other features that are sorted by what something cost. */
public final class SpendSql {
    private SpendSql() {}

    /**
     * What a subject came to, those uses that are not settled at their highest; null without a use, and where a price is
     * missing.
     *
     * @param subject the column that names it
     */
    public static String expectedOf(String subject) {
        return "(select case when count(*) = count(amount) then sum(case when state in ('CHARGED', 'NOT_CHARGED')"
                + " then coalesce(actual, 0) else coalesce(actual, amount) end) end from charge"
                + " where subject_id = " + subject + ")";
    }
}
