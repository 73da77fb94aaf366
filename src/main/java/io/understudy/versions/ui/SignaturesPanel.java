package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.review.decisions.Signature;

class SignaturesPanel extends Div {
    SignaturesPanel(VersionDetails version) {
        addClassNames("signatures");
        long signOffs = version.signatures().stream()
                .filter(signature -> signature.isSignOff() && !signature.stale())
                .count();
        Span count = Hint.inline(
                "%d of %d sign-offs".formatted(signOffs, version.rules().signOffs()));
        add(Panel.head("Signatures", count));
        version.signatures().forEach(signature -> add(row(signature, version)));
        Paragraph rule = new Hint(
                version.rules().approverDiffers()
                        ? "People who made any part of it cannot sign, and people who signed cannot approve."
                        : "People who made any part of it cannot sign.");
        add(rule);
    }

    private static Div row(Signature signature, VersionDetails version) {
        Div line = Styled.div(
                "history-line",
                signature.stale()
                        ? new StateBadge("stale", BadgeTone.WARN, VaadinIcon.WARNING)
                        : new StateBadge("holds", BadgeTone.GOOD, VaadinIcon.CHECK),
                HistoryPanel.act(signature.by(), signature.account(), signature.action()),
                new RelativeTime(signature.at()));
        Div row = Styled.div("signature", line);
        String inviter = signature.invitedBy();
        if (inviter != null) {
            row.add(Hint.inline("%s joined by an invitation that goes back to %s, %s."
                    .formatted(signature.by(), inviter, part(inviter, version))));
        }
        Signature.Link link = signature.link();
        if (link != null) {
            row.add(Hint.inline(words(signature.by(), link, version)));
        }
        if (signature.stale()) {
            Span heading = Hint.inline("Changed since:");
            UnorderedList changes = new UnorderedList();
            changes.addClassName("changes");
            signature.changes().forEach(change -> changes.add(ActionDialogs.line(change)));
            row.add(heading, changes);
        }
        return row;
    }

    private static String words(String signer, Signature.Link link, VersionDetails version) {
        String source = link.goesBackTo();
        String confirmer = link.confirmedBy();
        return "%s chose a password by a link from %s".formatted(signer, link.by())
                + (confirmer == null ? "." : ", and %s confirmed the account.".formatted(confirmer))
                + (source == null ? "" : " That goes back to %s, %s.".formatted(source, part(source, version)));
    }

    /** Names are those of one person each. */
    private static String part(String name, VersionDetails version) {
        return version.makers().stream().anyMatch(maker -> maker.name().equals(name))
                ? "a maker of this version"
                : "who signed this version, too";
    }
}
