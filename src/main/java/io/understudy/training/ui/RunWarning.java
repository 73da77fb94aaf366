package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import io.understudy.training.RunDetails;

/** A word of warning that a feature puts above the page of a run; each contributes its own as a bean. */
public interface RunWarning {
    Component of(RunDetails run);
}
