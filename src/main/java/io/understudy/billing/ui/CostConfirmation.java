package io.understudy.billing.ui;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import io.understudy.billing.CostEstimate;
import io.understudy.billing.Dollars;
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
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader(what);
        dialog.setText(why + " " + sentence(cost));
        dialog.setConfirmText(label(verb, cost));
        dialog.setCancelText("Keep as it is");
        dialog.setCancelable(true);
        dialog.addConfirmListener(event -> pay.run());
        dialog.open();
    }

    private static String sentence(CostEstimate cost) {
        BigDecimal amount = cost.amount();
        String price = amount == null
                ? "No price has been entered for this service: check its price page first."
                : "It costs about " + Dollars.of(amount) + ".";
        return cost.needsRelease() ? price + " An admin has to release it before it is sent." : price;
    }
}
