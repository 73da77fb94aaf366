package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateVersion;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.prompts.templates.library.TemplateVersionService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says what others did to the template that is open; what is shown stays as it is until someone asks for the news. */
class TemplateChangeNotice extends Panel {
    TemplateChangeNotice() {
        addClassName("kept-notice");
        getElement().setAttribute("role", "status");
        setVisible(false);
    }

    /**
     * Looks for what was done to a template meanwhile.
     *
     * @param shown the template as it is shown
     * @param typed whether the form holds something that is not saved
     * @param open shows the latest version
     */
    void lookFor(
            @Nullable TemplateDetails shown,
            TemplateService templates,
            TemplateVersionService versions,
            BooleanSupplier typed,
            Consumer<TemplateDetails> open) {
        if (shown == null) {
            return;
        }
        try {
            TemplateDetails now = templates.get(shown.id());
            if (now.number() > shown.number()) {
                TemplateVersion latest = versions.get(now.id(), now.number());
                saved(now, latest, shown.number(), typed.getAsBoolean(), () -> open.accept(now));
            } else {
                nothing();
            }
        } catch (DomainException.NotFound gone) {
            deleted(shown.name());
        }
    }

    /**
     * @param latest what was saved
     * @param seen the number of the version that is shown
     * @param typed whether the form holds something that is not saved
     * @param show shows the latest version
     */
    private void saved(TemplateDetails now, TemplateVersion latest, int seen, boolean typed, Runnable show) {
        removeAll();
        Span words = new Span(
                new Span(now.changedBy() + " saved version " + now.number() + ", “" + latest.message() + "”, "),
                new RelativeTime(now.changedAt()),
                new Span(
                        typed
                                ? ". What you typed stays; saving lets you compare both."
                                : ". You are looking at version " + seen + "."));
        Div actions = Styled.div(
                "actions",
                new Anchor(
                        PromptRoutes.versions(now.id()) + "?version=" + now.number() + "&against=" + seen,
                        "What changed"));
        if (!typed) {
            actions.add(new Button("Show version " + now.number(), event -> show.run()));
        }
        add(words, actions);
        setVisible(true);
    }

    private void deleted(String name) {
        removeAll();
        add(new Span(
                "“" + name + "” was deleted in the meantime, so it cannot be saved. The person who deleted it can undo"
                        + " that; what you typed is kept until then."));
        setVisible(true);
    }

    void nothing() {
        setVisible(false);
    }
}
