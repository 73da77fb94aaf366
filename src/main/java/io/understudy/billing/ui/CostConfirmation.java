package io.understudy.billing.ui;

import io.understudy.billing.CostEstimate;
import io.understudy.billing.Dollars;
import io.understudy.platform.ui.Confirmation;
import java.math.BigDecimal;

public final class CostConfirmation {
    private CostConfirmation() {}

    /** {@code free}, {@code about $2.80} or {@code price unknown}. */
    public static String price(CostEstimate cost) {
        BigDecimal amount = cost.amount();
        return cost.free() ? "free" : amount == null ? "price unknown" : "about " + Dollars.of(amount);
    }

    /** {@code Resume (about $2.80)}. */
    public static String label(String verb, CostEstimate cost) {
        return verb + " (" + price(cost) + ")";
    }

    /**
     * Does what is free at once, and asks before anything else.
     *
     * @param what a sentence as a question: {@code Resume run 7?}
     * @param why what is paid for, and why
     * @param verb what the button does
     */
    public static void confirm(String what, String why, String verb, CostEstimate cost, Runnable pay) {
        if (cost.free()) {
            pay.run();
            return;
        }
        Confirmation.of(what, why + " " + sentence(cost), label(verb, cost), "Keep as it is", pay)
                .open();
    }

    /** {@code It costs about $2.80.} For what is not free. */
    public static String sentence(CostEstimate cost) {
        BigDecimal amount = cost.amount();
        String price = amount == null
                ? "No price has been entered for this service: check its price page first."
                : "It costs about " + Dollars.of(amount) + ".";
        return cost.needsRelease() ? price + " An admin has to release it before it is sent." : price;
    }
}
