package io.understudy.datasets.ui.captioning;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.characters.ui.CharacterPage;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.captioning.CaptioningService;
import io.understudy.datasets.captioning.CaptioningSignals;
import io.understudy.datasets.captioning.ProposedCaption;
import io.understudy.datasets.captions.CaptionStep;
import io.understudy.datasets.captions.CaptionUndoService;
import io.understudy.identity.Role;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;
import java.util.function.Supplier;
import org.springframework.data.domain.Page;

/** What a vision model proposed for the captions of a dataset, to be taken picture by picture or word by word. */
@Route(DatasetRoutes.PROPOSALS_TEMPLATE)
@RolesAllowed(Role.MEMBER_ROLE)
class ProposedCaptionsView extends CharacterPage {
    private static final int PAGE_SIZE = 12;

    private final transient CharacterHeaders headers;
    private final transient CaptioningService captioning;
    private final transient CaptioningSignals signals;
    private final transient CaptionUndoService undo;
    private transient Runnable again = () -> {};
    private final ChangeOffer fresh = new ChangeOffer("proposals", () -> again.run());
    private long known;

    ProposedCaptionsView(
            CharacterService characters,
            CharacterHeaders headers,
            CaptioningService captioning,
            CaptioningSignals signals,
            CaptionUndoService undo) {
        super(characters);
        this.headers = headers;
        this.captioning = captioning;
        this.signals = signals;
        this.undo = undo;
    }

    @Override
    protected String title(CharacterSummary shown) {
        return shown.name() + " · Proposed captions";
    }

    @Override
    protected void show(CharacterSummary shown) {
        Div steps = Styled.div("proposal-steps");
        PagedList list = new PagedList(
                number -> {
                    Page<ProposedCaption> page = captioning.proposals(shown.id(), number, PAGE_SIZE);
                    known = page.getTotalElements();
                    steps.setVisible(known > 0);
                    fresh.withdraw();
                    return PagedList.Slice.of(page, proposal -> row(shown, proposal));
                },
                () -> nothing(shown));
        again = list::refresh;
        list.addClassName("proposed-captions");
        Button all = new Button("Take all for empty captions", event -> {
            if (take(shown, () -> captioning.acceptForEmptyCaptions(shown.id()))) {
                list.refresh();
            }
        });
        Button none = new Button(
                "Dismiss all",
                event -> Confirmation.of(
                                "Dismiss all proposals?",
                                "No caption changes. The model can be asked again.",
                                "Dismiss all",
                                () -> {
                                    captioning.dismissAll(shown.id());
                                    list.refresh();
                                })
                        .open());
        steps.add(
                new Hint(
                        "Your own words stay until you give them up: click words to take or leave them, or edit the text"
                                + " below them. Ctrl+Enter takes a caption."),
                Styled.div("actions", all, none));
        list.refresh();
        add(
                headers.of(shown).secondary(captions("Captions", shown)),
                headers.tabs(shown, DatasetRoutes.of(shown.slug())),
                steps,
                fresh,
                list);
        // What the person looks at does not move: more proposals are announced.
        LiveUpdate.refresh(list, signals.of(shown.id()), () -> follow(shown));
    }

    /** Proposals about which someone has decided are not new when others take their place. */
    private void follow(CharacterSummary shown) {
        long proposed = captioning.status(shown.id()).proposed();
        known = Math.min(known, proposed);
        fresh.offer(proposed - known, "new proposal", "new proposals");
    }

    private ProposalRow row(CharacterSummary shown, ProposedCaption proposal) {
        return new ProposalRow(
                proposal,
                shown.triggerWord(),
                (row, text) -> {
                    if (take(shown, () -> captioning.accept(proposal.picture(), proposal.caption(), text))) {
                        row.setDone("Taken");
                        follow(shown);
                    }
                },
                row -> {
                    if (ErrorMessages.guard(() -> captioning.dismiss(shown.id(), proposal.picture()))) {
                        row.setDone("Dismissed");
                        follow(shown);
                    }
                });
    }

    private boolean take(CharacterSummary shown, Supplier<CaptionStep> action) {
        return ErrorMessages.guard(() -> {
            CaptionStep step = action.get();
            if (step.captions() == 0) {
                Notifications.done("No caption had to be changed");
            } else {
                Notifications.undoable(
                        Formats.plural(step.captions(), "caption", "captions") + " changed.",
                        () -> ErrorMessages.guard(() -> undo.undo(shown.id(), step)));
            }
        });
    }

    private static EmptyState nothing(CharacterSummary shown) {
        return new EmptyState(
                VaadinIcon.COMMENT_ELLIPSIS_O,
                "No proposals",
                "Ask the vision model from the page of the captions; what it says appears here.",
                captions("Open the captions", shown));
    }

    private static Button captions(String words, CharacterSummary shown) {
        return new Button(words, event -> Navigation.open(DatasetRoutes.captions(shown.slug())));
    }
}
