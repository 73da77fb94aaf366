package io.understudy.versions.blind.ui;

import io.understudy.platform.ui.ImageStage;
import io.understudy.versions.blind.BlindChoice;
import io.understudy.versions.blind.BlindId;
import io.understudy.versions.blind.BlindRoutes;
import java.util.function.Consumer;

/** Two pictures without names, on which the browser takes a vote by click or key. */
class BlindStage extends ImageStage {
    private final transient BlindId comparison;

    BlindStage(BlindId comparison, Consumer<BlindChoice> onVote, Runnable onBack) {
        super(Mode.VOTE);
        this.comparison = comparison;
        on("voted", BlindChoice.class, onVote);
        on("back", onBack);
    }

    /** @param last whether no pair follows that could be fetched ahead */
    void show(int number, boolean last) {
        set("following", last ? "" : picture(number + 1, true) + " " + picture(number + 1, false));
        set("src", picture(number, true));
        set("other", picture(number, false));
    }

    private String picture(int number, boolean left) {
        return BlindRoutes.picture(comparison, number, left);
    }
}
