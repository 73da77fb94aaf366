package io.understudy.doctor.ui;

import com.vaadin.flow.component.Component;
import io.understudy.training.RunDetails;
import io.understudy.training.ui.RunSection;

@org.springframework.stereotype.Component
class DoctorRunSection implements RunSection {
    @Override
    public int order() {
        return 50;
    }

    @Override
    public Component of(RunDetails run) {
        return new DoctorLinks(run.number());
    }
}
