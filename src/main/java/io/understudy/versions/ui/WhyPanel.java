package io.understudy.versions.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.versions.Offer;
import io.understudy.versions.VersionDetails;
import java.util.ArrayList;
import java.util.List;

class WhyPanel extends Div {
    WhyPanel(VersionDetails version) {
        addClassName("why-panel");
        add(new Paragraph(version.state().label() + ": " + version.state().meaning()));
        version.offers().stream().filter(offer -> offer.verb().isSignature()).forEach(this::addAnswer);
        List<Paragraph> others = new ArrayList<>();
        version.notOffered().forEach(offer -> others.add(answer(offer)));
        version.offers().stream()
                .filter(offer -> !offer.verb().isSignature() && !offer.isOpen())
                .forEach(offer -> others.add(answer(offer)));
        String whyNoTicks = version.whyNoTicks();
        if (whyNoTicks != null) {
            others.add(answer("tick", whyNoTicks));
        }
        if (!others.isEmpty()) {
            Details details = new Details("Why some actions are unavailable");
            others.forEach(details::add);
            add(details);
        }
    }

    private void addAnswer(Offer offer) {
        if (offer.isOpen()) {
            add(new Paragraph(
                    "You took no part in making this version and nothing is open, so you may " + verb(offer) + "."));
            return;
        }
        Paragraph answer = answer(offer);
        answer.setId("why-not");
        add(answer);
    }

    private static Paragraph answer(Offer offer) {
        return answer(verb(offer), String.join(" ", offer.obstacles()));
    }

    private static Paragraph answer(String verb, String why) {
        Span question = new Span("Why can I not " + verb + "? ");
        question.addClassName("why-question");
        return new Paragraph(question, new Span(why));
    }

    private static String verb(Offer offer) {
        return switch (offer.verb()) {
            case SUBMIT -> "ask for review";
            case SIGN_OFF -> "sign off";
            case WITHDRAW -> "withdraw the request";
            case SEND_BACK -> "send it back";
            case RENEW -> "sign again";
            case APPROVE, SUPERSEDE -> "approve";
            case REVOKE -> "revoke it";
        };
    }
}
