package io.understudy.generation.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import io.understudy.billing.ui.CostConfirmation;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationResumeOffer;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ErrorMessages;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

public class ResumeButtons extends Span {
    private final transient Door door;
    private final Button resume = new Button("", click -> resume());
    private final Button again = new Button("", click -> sendAgain());

    /** @param sendAgainOffer empty where no request is left that could be given up */
    public record Door(
            Supplier<Optional<GenerationResumeOffer>> offer,
            Consumer<GenerationResumeOffer> resume,
            Supplier<Optional<GenerationResumeOffer>> sendAgainOffer,
            Consumer<GenerationResumeOffer> sendAgain) {}

    static Door of(GenerationService generation, GenerationId job) {
        return new Door(
                () -> generation.resumeOffer(job),
                agreed -> generation.resume(job, agreed),
                () -> generation.sendAgainOffer(job),
                agreed -> generation.sendAgain(job, agreed));
    }

    /** Nothing is shown before {@link #show}. */
    public ResumeButtons(Door door) {
        this.door = door;
        addClassName("actions");
        add(resume, again);
        setVisible(false);
    }

    /** @param stopped whether there may be something to resume */
    public final void show(boolean stopped) {
        GenerationResumeOffer offer = stopped ? door.offer().get().orElse(null) : null;
        GenerationResumeOffer second = stopped ? door.sendAgainOffer().get().orElse(null) : null;
        setVisible(offer != null);
        // What was sent and never answered can only be sent again, or is found once the service reports it.
        label(
                resume,
                offer != null && (second == null || offer.again() + offer.send() > 0) ? offer : null,
                offer != null && offer.again() > 0 && offer.send() == 0
                        ? "Ask for them again"
                        : "Generate the missing pictures");
        label(again, second, "Send them again");
    }

    private static void label(Button button, @Nullable GenerationResumeOffer offer, String verb) {
        button.setVisible(offer != null);
        if (offer != null) {
            button.setText(CostConfirmation.label(verb, offer.cost()));
        }
    }

    private void resume() {
        ErrorMessages.guard(() -> {
            GenerationResumeOffer offer = door.offer().get().orElseThrow(ResumeButtons::late);
            String free = offer.again() == 0
                    ? ""
                    : " "
                            + Formats.plural(
                                    offer.again(),
                                    "earlier request is asked for again, which is free.",
                                    "earlier requests are asked for again, which is free.");
            CostConfirmation.confirm(
                    "Generate the missing pictures?",
                    Formats.plural(offer.send(), "picture is sent", "pictures are sent") + "." + free,
                    "Generate",
                    offer.cost(),
                    () -> ErrorMessages.guard(() -> door.resume().accept(offer)));
        });
    }

    private void sendAgain() {
        ErrorMessages.guard(() -> {
            GenerationResumeOffer offer = door.sendAgainOffer().get().orElseThrow(ResumeButtons::late);
            CostConfirmation.confirm(
                    "Send the missing pictures again?",
                    Formats.plural(offer.send(), "picture is sent", "pictures are sent")
                            + " a second time. If the service generates the first ones after all, both are paid.",
                    "Send again",
                    offer.cost(),
                    () -> ErrorMessages.guard(() -> door.sendAgain().accept(offer)));
        });
    }

    private static DomainException late() {
        return new DomainException.Conflict(
                "Someone else has already resumed these pictures. Reload the page to see them.");
    }
}
