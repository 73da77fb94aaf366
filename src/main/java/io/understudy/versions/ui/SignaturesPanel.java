package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.review.decisions.Signature;

class SignaturesPanel extends Div {
    SignaturesPanel(VersionDetails version) {
        addClassNames("signatures");
        long signOffs = version.signatures().stream()
                .filter(signature -> signature.isSignOff() && !signature.stale())
                .count();
        Span count = new Span(
                "%d of %d sign-offs".formatted(signOffs, version.rules().signOffs()));
        count.addClassName("secondary-text");
        Div head = new Div(new H2("Signatures"), count);
        head.addClassName("panel-head");
        add(head);
        version.signatures().forEach(signature -> add(row(signature)));
        Paragraph rule = new Paragraph(
                version.rules().approverDiffers()
                        ? "People who made any part of it cannot sign, and people who signed cannot approve."
                        : "People who made any part of it cannot sign.");
        rule.addClassName("secondary-text");
        add(rule);
    }

    private static Div row(Signature signature) {
        Div line = new Div(
                signature.stale()
                        ? new StateBadge("stale", BadgeTone.WARN, VaadinIcon.WARNING)
                        : new StateBadge("holds", BadgeTone.GOOD, VaadinIcon.CHECK),
                new Span(signature.by() + " " + signature.action().pastTense() + " "),
                new RelativeTime(signature.at()));
        line.addClassName("history-line");
        Div row = new Div(line);
        row.addClassName("signature");
        if (signature.stale()) {
            Span heading = new Span("Changed since:");
            heading.addClassName("secondary-text");
            UnorderedList changes = new UnorderedList();
            changes.addClassName("changes");
            signature.changes().forEach(change -> changes.add(ActionDialogs.line(change)));
            row.add(heading, changes);
        }
        return row;
    }
}
