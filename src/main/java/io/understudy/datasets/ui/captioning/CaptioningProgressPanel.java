package io.understudy.datasets.ui.captioning;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.captioning.CaptioningService;
import io.understudy.datasets.captioning.CaptioningStatus;
import io.understudy.datasets.captioning.FailedCaption;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import java.util.List;

/** How far the vision model is with a dataset, and what a person can do about it. */
class CaptioningProgressPanel extends Composite<Div> {
    private static final int NAMED = 20;

    private final transient CaptioningService captioning;
    private final transient CharacterSummary character;

    CaptioningProgressPanel(CaptioningService captioning, LiveValue<Long> changes, CharacterSummary character) {
        this.captioning = captioning;
        this.character = character;
        getContent().addClassName("captioning-progress");
        LiveUpdate.refresh(this, changes, this::show);
        show();
    }

    private void show() {
        CaptioningStatus status = captioning.status(character.id());
        getContent().removeAll();
        getContent().setVisible(!status.isEmpty());
        if (status.isEmpty()) {
            return;
        }
        Span words = new Span(words(status));
        words.getElement().setAttribute("role", "status");
        Div actions = Styled.div("actions");
        if (status.proposed() > 0) {
            actions.add(new Anchor(
                    DatasetRoutes.proposals(character.slug()),
                    "Review " + Formats.plural((int) status.proposed(), "proposal", "proposals")));
        }
        if (status.waiting() > 0) {
            actions.add(
                    status.paused()
                            ? small("Continue", () -> captioning.resume(character.id()))
                            : small("Pause", () -> captioning.pause(character.id())),
                    small("Stop", () -> captioning.stop(character.id())));
        }
        if (status.failed() > 0) {
            actions.add(small("Ask again", () -> captioning.retry(character.id())));
        }
        Panel panel = new Panel(Styled.div("title-row", words, actions));
        String trouble = status.trouble();
        if (trouble != null) {
            panel.add(Styled.span(
                    "secondary-text", status.paused() ? trouble : trouble + " It is asked again automatically."));
        }
        if (status.failed() > 0) {
            panel.add(failures((int) status.failed()));
        }
        getContent().add(panel);
    }

    private static String words(CaptioningStatus status) {
        if (status.waiting() == 0) {
            return status.proposed() == 0 ? "The vision model has answered" : "The vision model has proposed captions";
        }
        String left = Formats.plural((int) status.waiting(), "picture", "pictures");
        return status.paused() ? left + " wait: paused" : "The vision model describes " + left + " more";
    }

    private Details failures(int failed) {
        List<FailedCaption> named = captioning.failures(character.id(), NAMED);
        UnorderedList list = new UnorderedList();
        named.forEach(each -> list.add(new ListItem(each.fileName() + ": " + each.problem())));
        if (failed > named.size()) {
            list.add(new ListItem("and " + (failed - named.size()) + " more"));
        }
        return new Details(new Span(Formats.plural(failed, "picture has", "pictures have") + " no answer"), list);
    }

    private static Button small(String words, Runnable action) {
        return Buttons.small(words, event -> ErrorMessages.guard(action));
    }
}
