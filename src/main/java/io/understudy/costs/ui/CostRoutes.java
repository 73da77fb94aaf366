package io.understudy.costs.ui;

import java.time.YearMonth;

public final class CostRoutes {
    public static final String SPEND = "costs";
    static final String MONTH = "month";

    private CostRoutes() {}

    static String spend(YearMonth month) {
        return SPEND + "?" + MONTH + "=" + month;
    }
}
