package io.understudy.training;

import java.math.BigDecimal;

public final class RunCosts {
    public static final String UNIT = "1,000 steps";

    private RunCosts() {}

    public static BigDecimal units(TrainingSettings asked) {
        return BigDecimal.valueOf(asked.steps(), 3);
    }
}
