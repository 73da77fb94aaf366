package io.understudy.providers.engines.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.identity.Role;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.providers.engines.EngineAnswer;
import io.understudy.providers.engines.EngineCard;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

final class EngineLabels {
    private EngineLabels() {}

    static StateBadge state(EngineCard engine) {
        if (engine.pause() != null) {
            return new StateBadge("paused", BadgeTone.WARN, VaadinIcon.PAUSE);
        }
        EngineCard.Check check = engine.check();
        if (check == null) {
            return new StateBadge("not asked yet", BadgeTone.NEUTRAL, VaadinIcon.CIRCLE_THIN);
        }
        if (check.silentSince() == null) {
            return new StateBadge("answers", BadgeTone.GOOD, VaadinIcon.CHECK);
        }
        return new StateBadge(
                check.answer().facts().isEmpty() ? "does not answer" : "not ready", BadgeTone.BAD, VaadinIcon.WARNING);
    }

    static String openTo(Role role) {
        return role == Role.MEMBER
                ? "everyone"
                : role == Role.ADMIN ? "admins" : role.label().toLowerCase(java.util.Locale.ROOT) + "s and admins";
    }

    static String price(@Nullable BigDecimal dollars) {
        return dollars == null ? "free" : "$" + dollars.stripTrailingZeros().toPlainString() + " per GPU hour";
    }

    /** What an engine said. */
    static Div answer(EngineAnswer answer) {
        Div shown = Styled.div("engine-answer");
        shown.getElement().setAttribute("role", "status");
        if (answer.problem() != null) {
            shown.add(Styled.div("queue-pause", answer.problem()));
        }
        Facts facts = new Facts();
        answer.facts().forEach(fact -> facts.fact(fact.term(), fact.value()));
        shown.add(facts);
        UnorderedList warnings = new UnorderedList();
        answer.warnings().forEach(words -> warnings.add(new ListItem(words)));
        if (!answer.warnings().isEmpty()) {
            shown.add(Styled.div("queue-pause", warnings));
        }
        return shown;
    }
}
