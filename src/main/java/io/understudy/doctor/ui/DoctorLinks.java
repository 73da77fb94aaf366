package io.understudy.doctor.ui;

import com.vaadin.flow.component.html.Anchor;
import io.understudy.doctor.DoctorRoutes;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.prompting.guide.KnownIssue;

class DoctorLinks extends Panel {
    DoctorLinks(long run) {
        super("Troubleshoot");
        addClassName("doctor-links");
        add(new Hint("The doctor looks for the cause and prepares the fix."));
        for (KnownIssue issue : KnownIssue.values()) {
            add(new Anchor(DoctorRoutes.of(run, issue), issue.symptom()));
        }
    }
}
