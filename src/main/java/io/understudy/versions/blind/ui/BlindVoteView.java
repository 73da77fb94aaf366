package io.understudy.versions.blind.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.TitledPage;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.blind.BlindChoice;
import io.understudy.versions.blind.BlindId;
import io.understudy.versions.blind.BlindResult;
import io.understudy.versions.blind.BlindRoutes;
import io.understudy.versions.blind.BlindService;
import io.understudy.versions.blind.BlindSummary;
import io.understudy.versions.blind.BlindTurn;
import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A blind comparison: first the pairs, one after the other, then the names and what the votes add up to. */
@Route(BlindRoutes.COMPARISON)
@PageTitle("Blind comparison · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class BlindVoteView extends Page implements BeforeEnterObserver {
    private final transient BlindService comparisons;
    private final transient CharacterService characters;
    private final Div head = new Div();
    private final ChangeOffer offer = new ChangeOffer("result of the comparison", this::showNow);
    private final Div content = new Div();
    private transient @Nullable BlindSummary shown;
    private @Nullable BlindVotePanel voting;
    private transient Optional<BlindResult> result = Optional.empty();
    private boolean closable;

    BlindVoteView(BlindService comparisons, VersionSignals signals, CharacterService characters) {
        this.comparisons = comparisons;
        this.characters = characters;
        add(head, offer, content);
        LiveUpdate.refresh(this, signals.changes(), this::refresh);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show(comparisons.state(TitledPage.id(event, "id", "No blind comparison", BlindId::new)));
    }

    /** Others vote meanwhile: that changes the result, never the pair that someone looks at. */
    private void refresh() {
        BlindSummary before = shown;
        if (before == null) {
            return;
        }
        BlindSummary now = comparisons.state(before.id());
        if (voting != null && now.revealed()) {
            offer.offer(now.open() ? "You have voted on every pair" : "Voting was closed");
        } else if ((before.revealed() || now.revealed())
                && !(now.equals(before) && resultOf(now).equals(result))) {
            show(now);
        }
    }

    private void showNow() {
        BlindSummary before = shown;
        if (before != null) {
            ErrorMessages.guard(() -> show(comparisons.state(before.id())));
        }
    }

    private void show(BlindSummary state) {
        offer.withdraw();
        showHead(state);
        shown = state;
        content.removeAll();
        voting = null;
        result = resultOf(state);
        result.ifPresentOrElse(
                votes -> content.add(new BlindResults(votes, state)),
                () -> comparisons.next(state.id()).ifPresent(turn -> vote(state.id(), turn)));
    }

    private Optional<BlindResult> resultOf(BlindSummary state) {
        return state.revealed() ? Optional.of(comparisons.result(state.id())) : Optional.empty();
    }

    /** The button stays where it is while votes arrive: a new one in its place would swallow a click. */
    private void showHead(BlindSummary state) {
        boolean mayClose = comparisons.mayClose(state.id());
        if (shown != null && shown.id().equals(state.id()) && mayClose == closable) {
            return;
        }
        closable = mayClose;
        CharacterSummary character = characters.get(state.character());
        PageHeader header = CharacterHeaders.below(character, "Blind comparison")
                .subtitle("%s, %s, made by %s"
                        .formatted(
                                Formats.plural(state.contestants(), "contestant", "contestants"),
                                Formats.plural(state.pairs(), "pair", "pairs"),
                                state.madeBy()));
        if (mayClose) {
            header.secondary(new Button("Close the comparison", click -> askToClose(state)));
        }
        head.removeAll();
        head.add(header);
    }

    private void vote(BlindId id, BlindTurn turn) {
        BlindVotePanel panel = new BlindVotePanel(
                id,
                (number, choice) -> vote(id, number, choice),
                number -> ErrorMessages.guard(() -> show(comparisons.turn(id, number))));
        voting = panel;
        content.add(panel);
        panel.show(turn);
    }

    private void show(BlindTurn turn) {
        if (voting != null) {
            voting.show(turn);
        }
    }

    private void vote(BlindId id, int number, BlindChoice choice) {
        try {
            comparisons.vote(id, number, choice);
            comparisons.next(id).ifPresentOrElse(this::show, () -> show(comparisons.state(id)));
        } catch (DomainException.Conflict over) {
            Notifications.refused(over.words());
            show(comparisons.state(id));
        } catch (RuntimeException problem) {
            Notifications.refused(ErrorMessages.message(problem));
            if (voting != null) {
                voting.again();
            }
        }
    }

    private void askToClose(BlindSummary state) {
        Confirmation.of(
                        "Close the comparison?",
                        "No more votes are taken, also of people who are voting now, and everyone sees the names."
                                + " It cannot be opened again.",
                        "Close comparison",
                        () -> close(state.id()))
                .open();
    }

    private void close(BlindId id) {
        if (ErrorMessages.guard(() -> comparisons.close(id))) {
            Notifications.done("Voting is closed; the result counts for these versions.");
            show(comparisons.state(id));
        }
    }
}
