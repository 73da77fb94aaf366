package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import io.understudy.training.RunDetails;

public interface RunWarning {
    Component of(RunDetails run);
}
