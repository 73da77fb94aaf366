package io.understudy.doctor.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.ui.VersionSection;
import org.springframework.core.annotation.Order;

@org.springframework.stereotype.Component
@Order(50)
class DoctorVersionSection implements VersionSection {
    @Override
    public Component of(VersionDetails version) {
        // What was trained elsewhere has no run whose facts could be read.
        return version.trained()
                .<Component>map(run -> new DoctorLinks(run.runNumber()))
                .orElseGet(Div::new);
    }
}
