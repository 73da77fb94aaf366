package io.understudy.prompting.guide;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;

/** The guide's budget for LoRAs used together: "total combined strength should stay under 1.5-1.8". */
public final class StackBudget {
    /** Up to here artifacts are unlikely. */
    public static final double COMFORTABLE = 1.5;
    /** Above this artifacts are to be expected. */
    public static final double LIMIT = 1.8;

    private static final double ROUNDING = 1e-9;

    private StackBudget() {}

    public static double total(Collection<Double> strengths) {
        return strengths.stream().mapToDouble(Double::doubleValue).sum();
    }

    public static Advice judge(double total) {
        String sum = twoDigits(total);
        if (total <= COMFORTABLE + ROUNDING) {
            return Advice.fits("Total " + sum + ": inside the budget, " + twoDigits(COMFORTABLE - total)
                    + " below 1.5. Artifacts are unlikely.");
        }
        if (total <= LIMIT + ROUNDING) {
            return Advice.hint("Total " + sum + ": between 1.5 and 1.8, the upper end of the budget ("
                    + twoDigits(LIMIT - total) + " left). Look closely at hands and skin.");
        }
        return Advice.warning("Total " + sum + ": " + twoDigits(total - LIMIT)
                + " over the limit of 1.8. Expect artifacts; lower the pose or the style first.");
    }

    private static String twoDigits(double number) {
        return BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
