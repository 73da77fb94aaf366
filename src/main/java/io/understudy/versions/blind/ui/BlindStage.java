package io.understudy.versions.blind.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import io.understudy.versions.blind.BlindChoice;
import io.understudy.versions.blind.BlindId;
import io.understudy.versions.blind.BlindRoutes;
import java.util.function.Consumer;

/** Two pictures without names, on which the browser takes a vote by click or key. */
@Tag("blind-stage")
class BlindStage extends Component {
    private final transient BlindId comparison;

    BlindStage(BlindId comparison, Consumer<BlindChoice> onVote, Runnable onBack) {
        this.comparison = comparison;
        getElement()
                .addEventListener(
                        "voted",
                        event -> onVote.accept(BlindChoice.valueOf(
                                event.getEventData().get("event.detail.choice").asString())))
                .addEventData("event.detail.choice");
        getElement().addEventListener("back", event -> onBack.run());
    }

    /** @param last whether no pair follows that could be fetched ahead */
    void show(int number, boolean last) {
        getElement()
                .setAttribute(
                        "following",
                        last
                                ? ""
                                : BlindRoutes.picture(comparison, number + 1, true) + " "
                                        + BlindRoutes.picture(comparison, number + 1, false))
                .setAttribute("left", BlindRoutes.picture(comparison, number, true))
                .setAttribute("right", BlindRoutes.picture(comparison, number, false));
    }

    void again() {
        getElement().executeJs("this.again && this.again()");
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/blind-stage.js");
    }
}
