package io.understudy.generation.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import io.understudy.costs.ui.Spending;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationService;
import io.understudy.generation.ResumeOffer;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Refusals;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public class ResumeButtons extends Span {
    private final transient Door door;
    private final Button resume = new Button("", click -> resume());
    private final Button again = new Button("", click -> sendAgain());

    public interface Door {
        Optional<ResumeOffer> offer();

        void resume(ResumeOffer agreed);

        /** Empty where no request is left that could be given up. */
        Optional<ResumeOffer> sendAgainOffer();

        void sendAgain(ResumeOffer agreed);
    }

    public static Door of(GenerationService generation, GenerationId job) {
        return new Door() {
            @Override
            public Optional<ResumeOffer> offer() {
                return generation.resumeOffer(job);
            }

            @Override
            public void resume(ResumeOffer agreed) {
                generation.resume(job, agreed);
            }

            @Override
            public Optional<ResumeOffer> sendAgainOffer() {
                return generation.sendAgainOffer(job);
            }

            @Override
            public void sendAgain(ResumeOffer agreed) {
                generation.sendAgain(job, agreed);
            }
        };
    }

    public ResumeButtons(Door door) {
        this.door = door;
        addClassName("actions");
        add(resume, again);
        setVisible(false);
    }

    public void show(boolean stopped) {
        ResumeOffer offer = stopped ? door.offer().orElse(null) : null;
        ResumeOffer second = stopped ? door.sendAgainOffer().orElse(null) : null;
        setVisible(offer != null);
        label(
                resume,
                offer,
                offer != null && offer.again() > 0 && offer.send() == 0
                        ? "Ask for them again"
                        : "Generate the missing pictures");
        label(again, second, "Send them again");
    }

    private static void label(Button button, @Nullable ResumeOffer offer, String verb) {
        button.setVisible(offer != null);
        if (offer != null) {
            button.setText(Spending.label(verb, offer.cost()));
        }
    }

    private void resume() {
        Refusals.guard(() -> {
            ResumeOffer offer = door.offer().orElseThrow(ResumeButtons::late);
            String free = offer.again() == 0
                    ? ""
                    : " "
                            + Formats.plural(
                                    offer.again(),
                                    "earlier request is asked for again, which is free.",
                                    "earlier requests are asked for again, which is free.");
            Spending.confirm(
                    "Generate the missing pictures?",
                    Formats.plural(offer.send(), "picture is sent", "pictures are sent") + "." + free,
                    "Generate",
                    offer.cost(),
                    () -> Refusals.guard(() -> door.resume(offer)));
        });
    }

    private void sendAgain() {
        Refusals.guard(() -> {
            ResumeOffer offer = door.sendAgainOffer().orElseThrow(ResumeButtons::late);
            Spending.confirm(
                    "Send the missing pictures again?",
                    Formats.plural(offer.send(), "picture is sent", "pictures are sent")
                            + " a second time. If the service generates the first ones after all, both are paid.",
                    "Send again",
                    offer.cost(),
                    () -> Refusals.guard(() -> door.sendAgain(offer)));
        });
    }

    private static Refusal late() {
        return new Refusal.Conflict("Someone else has already resumed these pictures. Reload the page to see them.");
    }
}
