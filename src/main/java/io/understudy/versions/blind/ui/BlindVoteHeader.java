package io.understudy.versions.blind.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import io.understudy.characters.CharacterService;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.PageHeader;
import io.understudy.versions.blind.BlindId;
import io.understudy.versions.blind.BlindService;
import io.understudy.versions.blind.BlindSummary;
import org.jspecify.annotations.Nullable;

/** What is compared, and a button for those who may close the comparison. */
class BlindVoteHeader extends Div {
    private final transient BlindService comparisons;
    private final transient CharacterService characters;
    private final transient Runnable closed;
    private transient @Nullable BlindId shown;
    private boolean closable;

    /** @param closed is called when the person has closed the comparison */
    BlindVoteHeader(BlindService comparisons, CharacterService characters, Runnable closed) {
        this.comparisons = comparisons;
        this.characters = characters;
        this.closed = closed;
    }

    /** The button stays where it is while votes arrive: a new one in its place would swallow a click. */
    void show(BlindSummary state) {
        boolean mayClose = comparisons.mayClose(state.id());
        if (state.id().equals(shown) && mayClose == closable) {
            return;
        }
        PageHeader header = CharacterHeaders.below(characters.get(state.character()), "Blind comparison")
                .subtitle("%s, %s, made by %s"
                        .formatted(
                                Formats.plural(state.contestants(), "contestant", "contestants"),
                                Formats.plural(state.pairs(), "pair", "pairs"),
                                state.madeBy()));
        if (mayClose) {
            header.secondary(new Button("Close the comparison", click -> askToClose(state.id())));
        }
        removeAll();
        add(header);
        shown = state.id();
        closable = mayClose;
    }

    private void askToClose(BlindId id) {
        Confirmation.ofLoss(
                        "Close the comparison?",
                        "No more votes are taken, also of people who are voting now, and everyone sees the names."
                                + " It cannot be opened again.",
                        "Close comparison",
                        () -> {
                            if (ErrorMessages.guard(() -> comparisons.close(id))) {
                                Notifications.done("Voting is closed; the result counts for these versions.");
                                closed.run();
                            }
                        })
                .open();
    }
}
