package io.understudy.prompts.loras.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.loras.LoraDescription;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.versions.passports.FilePassport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of the library: what it is, which model it fits, and where it comes from. */
class LoraCard extends Panel {
    LoraCard(LoraFileDetails file, @Nullable FilePassport passport, Runnable edit, Runnable remove) {
        addClassName("lora-card");
        Div title = Styled.div("title-line", new H2(file.fileName()), LoraBadge.of(passport));
        Div actions = Styled.div(
                "actions",
                new IconButton(VaadinIcon.EDIT, "Edit the details of " + file.fileName(), edit),
                new IconButton(VaadinIcon.TRASH, "Remove " + file.fileName(), remove));
        add(Styled.div("title-row", title, actions));
        LoraBadge.reason(passport).ifPresent(this::add);
        add(facts(file), origin(file));
    }

    private static Div facts(LoraFileDetails file) {
        LoraDescription facts = file.facts();
        Div line = new Div(new Span(String.join(
                " · ",
                List.of(
                        facts.role().label() + ", usually at " + facts.strength(),
                        facts.triggerWord().isEmpty()
                                ? "no trigger word"
                                : "trigger word “" + facts.triggerWord() + "”",
                        Formats.bytes(file.size())))));
        if (facts.licence().isEmpty()) {
            line.add(new Span(" · "), new StateBadge("licence not set", BadgeTone.WARN, VaadinIcon.WARNING));
        } else {
            line.add(new Span(" · " + facts.licence()));
        }
        return line;
    }

    private static Div origin(LoraFileDetails file) {
        Div line = Styled.div(
                "secondary-text", new Span("added by " + file.addedBy() + ", "), new RelativeTime(file.addedAt()));
        String source = file.facts().source();
        if (source.matches("https?://\\S+")) {
            Anchor link = new Anchor(source, source);
            link.getElement().setAttribute("rel", "noopener noreferrer").setAttribute("target", "_blank");
            line.add(new Span(" from "), link);
        } else if (!source.isEmpty()) {
            line.add(new Span(" from " + source));
        }
        return line;
    }
}
