package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.versions.Offer;
import io.understudy.versions.VersionDetails;
import java.util.List;

/** Says in words what comes next, whether this person may do it, and if not, why. */
class WhyPanel extends Div {
    WhyPanel(VersionDetails version) {
        addClassName("why-panel");
        add(new Paragraph(version.state().label() + ": " + version.state().meaning()));
        List<Offer> signatures = version.offers().stream()
                .filter(offer -> offer.verb().isSignature())
                .toList();
        signatures.forEach(this::addAnswer);
        String whyNoTicks = version.whyNoTicks();
        if (whyNoTicks != null && signatures.isEmpty()) {
            add(new Paragraph(whyNoTicks));
        }
    }

    private void addAnswer(Offer offer) {
        if (offer.isOpen()) {
            add(new Paragraph(
                    "You took no part in making this version and nothing is open, so you may " + verb(offer) + "."));
            return;
        }
        Span question = new Span("Why can I not " + verb(offer) + "? ");
        question.addClassName("why-question");
        Paragraph answer = new Paragraph(question, new Span(String.join(" ", offer.obstacles())));
        answer.setId("why-not");
        add(answer);
    }

    private static String verb(Offer offer) {
        return switch (offer.verb()) {
            case SIGN_OFF -> "sign off";
            case RENEW -> "sign again";
            default -> "approve";
        };
    }
}
