package io.understudy.doctor.ui;

import com.vaadin.flow.component.Component;
import io.understudy.training.RunDetails;
import io.understudy.training.ui.RunSection;
import org.springframework.core.annotation.Order;

@org.springframework.stereotype.Component
@Order(50)
class DoctorRunSection implements RunSection {
    @Override
    public Component of(RunDetails run) {
        return new DoctorLinks(run.number());
    }
}
