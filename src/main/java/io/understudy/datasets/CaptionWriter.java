package io.understudy.datasets;

import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Writes captions and who had a hand in them; call it inside a transaction. */
@Component
class CaptionWriter {
    private final Pictures pictures;
    private final Contributions contributions;
    private final CurrentActor actor;

    CaptionWriter(Pictures pictures, Contributions contributions, CurrentActor actor) {
        this.pictures = pictures;
        this.contributions = contributions;
        this.actor = actor;
    }

    /**
     * Gives each picture the caption at the same place.
     *
     * @throws Refusal.RuleBroken when one is too long
     * @throws Refusal.Conflict when somebody saves one of them at this moment
     */
    void write(List<Picture> changed, List<String> captions) {
        UUID by = actor.get().id();
        for (int i = 0; i < changed.size(); i++) {
            requireLength(changed.get(i).fileName(), captions.get(i));
            changed.get(i).caption(captions.get(i), by);
        }
        try {
            pictures.flush();
        } catch (OptimisticLockingFailureException e) {
            throw new Refusal.Conflict("Somebody else is changing these captions. Nothing was saved; try again.", e);
        }
        contributions.captioned(changed);
    }

    static void requireLength(String fileName, String caption) {
        if (caption.length() > CaptionText.MAX_LENGTH) {
            throw Refusal.RuleBroken.in(
                    "caption",
                    "A caption has at most " + CaptionText.MAX_LENGTH + " characters, that of " + fileName
                            + " would have " + caption.length() + ": FLUX would not read more.");
        }
    }
}
