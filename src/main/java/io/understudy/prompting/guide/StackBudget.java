package io.understudy.prompting.guide;

import io.understudy.lora.Strength;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The guide's budget for LoRAs used together: "total combined strength should stay under 1.5-1.8". */
public final class StackBudget {
    /** Up to here artifacts are unlikely. */
    public static final Strength COMFORTABLE = new Strength(1.5);
    /** Above this artifacts are to be expected. */
    public static final Strength LIMIT = new Strength(1.8);

    private StackBudget() {}

    public static Advice judge(Strength total) {
        String sum = twoDigits(total.value());
        if (!total.isAbove(COMFORTABLE)) {
            return Advice.fits("Total " + sum + ": inside the budget, " + twoDigits(total.distance(COMFORTABLE))
                    + " below 1.5. Artifacts are unlikely.");
        }
        if (!total.isAbove(LIMIT)) {
            return Advice.hint("Total " + sum + ": between 1.5 and 1.8, the upper end of the budget ("
                    + twoDigits(total.distance(LIMIT)) + " left). Look closely at hands and skin.");
        }
        return Advice.warning("Total " + sum + ": " + twoDigits(total.distance(LIMIT))
                + " over the limit of 1.8. Expect artifacts; lower the pose or the style first.");
    }

    private static String twoDigits(double number) {
        return BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
