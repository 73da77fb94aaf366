package io.understudy.doctor.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.doctor.Diagnosis;
import io.understudy.doctor.DoctorRoutes;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.StateBadge;
import io.understudy.prompting.guide.KnownIssue;
import org.jspecify.annotations.Nullable;

class SymptomCard extends Div {
    /** @param diagnosis null while the facts are being read */
    SymptomCard(long run, KnownIssue issue, boolean chosen, @Nullable Diagnosis diagnosis) {
        addClassName("symptom-card");
        Anchor link = new Anchor(DoctorRoutes.of(run, issue), issue.symptom());
        if (chosen) {
            addClassName("chosen");
            link.getElement().setAttribute("aria-current", "page");
        }
        add(link, diagnosis == null ? new Span("…") : state(diagnosis));
    }

    private static Span state(Diagnosis diagnosis) {
        long causes = diagnosis.causesSeen();
        if (diagnosis.evidence().isSeen()) {
            return new StateBadge("the pictures show it", BadgeTone.BAD, VaadinIcon.WARNING);
        }
        return causes == 0
                ? new StateBadge("no cause seen", BadgeTone.NEUTRAL, VaadinIcon.CHECK)
                : new StateBadge(Formats.plural(causes, "cause seen", "causes seen"), BadgeTone.WARN, VaadinIcon.EYE);
    }
}
