package io.understudy.billing;

import java.time.YearMonth;
import java.util.List;

/**
 * What a calendar month, in UTC, came to.
 *
 * @param everybody false when it holds the uses of the person who asks only
 * @param lines the largest first
 */
public record MonthSpend(YearMonth month, boolean everybody, SpendSum total, List<SpendLine> lines) {
    public MonthSpend {
        lines = List.copyOf(lines);
    }
}
