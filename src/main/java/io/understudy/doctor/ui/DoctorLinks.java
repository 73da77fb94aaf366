package io.understudy.doctor.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.doctor.DoctorRoutes;
import io.understudy.prompting.guide.KnownIssue;

class DoctorLinks extends Div {
    DoctorLinks(long run) {
        addClassNames("panel", "doctor-links");
        Paragraph words = new Paragraph("The doctor looks for the cause and prepares the fix.");
        words.addClassName("secondary-text");
        add(new H2("Troubleshoot"), words);
        for (KnownIssue issue : KnownIssue.values()) {
            add(new Anchor(DoctorRoutes.of(run, issue), issue.symptom()));
        }
    }
}
