package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.review.AvailableAction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

class ReviewActions extends Div {
    private static final String WHY = "why-not-step";

    /** @param next whether the way forward is the page's next step, so that it is its primary action while it is open */
    ReviewActions(VersionDetails version, boolean next, Consumer<ReviewAction> act) {
        addClassName("review-actions");
        getElement()
                .setAttribute("role", "group")
                .setAttribute("aria-label", "Decide on " + version.card().name());
        List<Button> others = new ArrayList<>();
        List<Button> forward = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (AvailableAction availableAction : version.availableActions()) {
            Button button = new Button(availableAction.action().label(), event -> act.accept(availableAction.action()));
            switch (availableAction.action()) {
                case REVOKE -> {
                    // Rare and irreversible: behind the other actions of the version's page.
                }
                case SEND_BACK, WITHDRAW -> {
                    if (availableAction.isOpen()) {
                        others.add(button);
                    }
                }
                default -> {
                    if (next && availableAction.isOpen()) {
                        button.addThemeVariants(ButtonVariant.PRIMARY);
                    }
                    forward.add(button);
                    if (!availableAction.isOpen()) {
                        String why = String.join(" ", availableAction.obstacles());
                        button.setEnabled(false);
                        button.setTooltipText(why);
                        button.getElement().setAttribute("aria-describedby", WHY);
                        reasons.add(why);
                    }
                }
            }
        }
        Span why = Styled.span("secondary-text why-not-step", String.join(" ", reasons));
        why.setId(WHY);
        why.setVisible(!reasons.isEmpty());
        Div buttons = Styled.div("actions");
        others.forEach(buttons::add);
        forward.forEach(buttons::add);
        setVisible(!others.isEmpty() || !forward.isEmpty());
        add(why, buttons);
    }
}
