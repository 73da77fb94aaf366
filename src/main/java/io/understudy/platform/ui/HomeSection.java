package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import java.util.List;

/** Contributes a feature's panels to the home page, which keep themselves up to date. */
public interface HomeSection {
    /** Place on the page: reviews 0, runs 10. */
    int order();

    List<Component> panels();
}
