package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionState;
import io.understudy.versions.review.AvailableAction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

class ReviewActions extends Div {
    private static final String WHY = "why-not-step";

    /**
     * @param next whether the next step is taken here, so that it is the page's primary action
     * @param tick begins the ticks of the checklist, or confirms one, from an item that is named by its key
     */
    ReviewActions(VersionDetails version, boolean next, Consumer<ReviewAction> act, Consumer<String> tick) {
        addClassName("review-actions");
        getElement()
                .setAttribute("role", "group")
                .setAttribute("aria-label", "Decide on " + version.card().name());
        List<Button> others = new ArrayList<>();
        List<Button> forward = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        Button furthest = null;
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
                    forward.add(button);
                    if (availableAction.isOpen()) {
                        furthest = button;
                    } else {
                        String why = String.join(" ", availableAction.obstacles());
                        button.setEnabled(false);
                        button.setTooltipText(why);
                        button.getElement().setAttribute("aria-describedby", WHY);
                        reasons.add(why);
                    }
                }
            }
        }
        if (next && furthest == null) {
            furthest = ticking(version, tick);
            if (furthest != null) {
                forward.add(furthest);
            }
        }
        if (next && furthest != null) {
            furthest.addThemeVariants(ButtonVariant.PRIMARY);
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

    /** Of the first item that waits for this person, or null. */
    private static @Nullable Button ticking(VersionDetails version, Consumer<String> tick) {
        boolean asked = version.state() == VersionState.IN_REVIEW || version.state() == VersionState.SIGNED_OFF;
        return version.checklist().stream()
                .filter(line -> asked && version.whyNoTicks() == null)
                .filter(line -> line.stale() != null || !line.isTicked())
                .findFirst()
                .map(line -> new Button(
                        line.stale() == null ? "Tick the checklist" : "Confirm the checklist",
                        event -> tick.accept(line.item().key())))
                .orElse(null);
    }
}
