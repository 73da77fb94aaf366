package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.datasets.MeasureService;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Refusals;
import io.understudy.shared.ui.SettingsSection;

/** Whether faces are compared, and whether they can be measured on this machine. */
@org.springframework.stereotype.Component
class FaceMeasuresSection implements SettingsSection {
    private static final int PLACE = 30;

    private final MeasureService measures;

    FaceMeasuresSection(MeasureService measures) {
        this.measures = measures;
    }

    @Override
    public String title() {
        return "Face measures";
    }

    @Override
    public int order() {
        return PLACE;
    }

    @Override
    public Component content() {
        Paragraph state = new Paragraph(measures.whyNoFaces()
                .orElse("Faces, angles, shot types and light are measured on this server; no picture leaves it."));
        Checkbox identity = new Checkbox("Compare the faces of a set, to name pictures of another person");
        identity.setValue(measures.comparesIdentities());
        identity.addValueChangeListener(event -> Refusals.guard(() -> {
            measures.compareIdentities(event.getValue());
            Notices.done(
                    event.getValue()
                            ? "Faces are compared from now on; the pictures there are come next."
                            : "Faces are not compared any more. Every stored face was forgotten.");
        }));
        Paragraph privacy = new Paragraph("For each face 128 numbers are kept that tell it from others: biometric data."
                + " They are compared inside one set only and go when their picture is removed. Turning this off forgets all"
                + " of them at once. Pictures in which somebody shows only a profile are never compared.");
        privacy.addClassName("secondary-text");
        return new Div(state, identity, privacy);
    }
}
