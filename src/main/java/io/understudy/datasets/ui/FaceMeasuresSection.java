package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.SettingsSection;
import io.understudy.platform.ui.Styled;

@org.springframework.stereotype.Component
class FaceMeasuresSection extends SettingsSection {
    private static final int PLACE = 30;

    private final MeasureService measures;

    FaceMeasuresSection(MeasureService measures) {
        super("Face measures", PLACE);
        this.measures = measures;
    }

    @Override
    public Component content() {
        Paragraph state = new Paragraph(measures.whyNoFaces()
                .orElse("Faces, angles, shot types and light are measured on this server; no picture leaves it."));
        Checkbox identity = new Checkbox("Compare the faces within a dataset to find pictures of another person");
        identity.setValue(measures.comparesIdentities());
        identity.addValueChangeListener(event -> ErrorMessages.guard(() -> {
            measures.compareIdentities(event.getValue());
            Notifications.done(
                    event.getValue()
                            ? "Faces are now compared, starting with the existing pictures."
                            : "Faces are no longer compared. All stored face data was deleted.");
        }));
        Paragraph privacy =
                new Hint("For each face, 128 numbers that tell it from others are kept: biometric data. They are"
                        + " compared within one dataset only and deleted with their picture. Turning this off deletes"
                        + " all of them at once. Pictures that show only a profile are never compared.");
        return Styled.div("settings-form", state, identity, privacy);
    }
}
