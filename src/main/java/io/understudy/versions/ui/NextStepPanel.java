package io.understudy.versions.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.review.AvailableAction;
import java.util.ArrayList;
import java.util.List;

class NextStepPanel extends Div {
    NextStepPanel(VersionDetails version) {
        addClassName("why-panel");
        add(new Paragraph(version.state().label() + ": " + version.state().meaning()));
        version.availableActions().stream()
                .filter(availableAction -> availableAction.action().isSignature())
                .forEach(this::addAnswer);
        List<Paragraph> others = new ArrayList<>();
        version.unavailableActions().forEach(availableAction -> others.add(answer(availableAction)));
        version.availableActions().stream()
                .filter(availableAction -> !availableAction.action().isSignature() && !availableAction.isOpen())
                .forEach(availableAction -> others.add(answer(availableAction)));
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

    private void addAnswer(AvailableAction availableAction) {
        if (availableAction.isOpen()) {
            add(new Paragraph("You took no part in making this version and nothing is open, so you may "
                    + verb(availableAction) + "."));
            return;
        }
        Paragraph answer = answer(availableAction);
        answer.setId("why-not");
        add(answer);
    }

    private static Paragraph answer(AvailableAction availableAction) {
        return answer(verb(availableAction), String.join(" ", availableAction.obstacles()));
    }

    private static Paragraph answer(String verb, String why) {
        return new Paragraph(Styled.span("why-question", "Why can I not " + verb + "? "), new Span(why));
    }

    private static String verb(AvailableAction availableAction) {
        return switch (availableAction.action()) {
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
