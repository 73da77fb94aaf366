package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import io.understudy.characters.CharacterId;

public interface LaunchNote {
    /** Of a run that is about to be launched. Hidden while there is nothing to say. */
    Component of(CharacterId character, String backend);
}
