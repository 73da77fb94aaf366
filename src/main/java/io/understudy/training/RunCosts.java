package io.understudy.training;

import io.understudy.billing.Dollars;
import io.understudy.billing.SpendSum;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

public final class RunCosts {
    private RunCosts() {}

    public static BigDecimal units(TrainingSettings asked) {
        return BigDecimal.valueOf(asked.steps(), 3);
    }

    /**
     * What a run cost, as briefly as a table shows it.
     *
     * @param estimate at the launch; null when it costs nothing
     * @param spent null when it used nothing that charges
     */
    public static String words(RunState state, @Nullable BigDecimal estimate, @Nullable SpendSum spent) {
        if (spent == null) {
            return estimate == null
                    ? "–"
                    : state.isOver() ? Dollars.of(BigDecimal.ZERO) : "about " + Dollars.of(estimate);
        }
        if (spent.isSettled()) {
            return Dollars.of(spent.actual());
        }
        return spent.unpriced() > 0 ? "not known" : "up to " + Dollars.of(spent.expected());
    }
}
