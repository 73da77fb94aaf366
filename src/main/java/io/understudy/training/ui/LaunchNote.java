package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import io.understudy.characters.CharacterId;

/** What a feature has to say before a run of a character is launched; each contributes its own as a bean. */
public interface LaunchNote {
    /** Hidden while there is nothing to say. */
    Component of(CharacterId character);
}
