package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import java.util.List;

/**
 * Contributes a feature's panels to the home page, which keep themselves up to date; {@code @Order}: reviews 0,
 * inbox 5, runs 10.
 */
public interface HomeSection {
    List<Component> panels();
}
