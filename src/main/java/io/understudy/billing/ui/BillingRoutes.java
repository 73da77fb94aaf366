package io.understudy.billing.ui;

import java.time.YearMonth;

public final class BillingRoutes {
    public static final String SPEND = "costs";
    static final String MONTH = "month";

    private BillingRoutes() {}

    static String spend(YearMonth month) {
        return SPEND + "?" + MONTH + "=" + month;
    }
}
