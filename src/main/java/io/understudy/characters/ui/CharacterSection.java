package io.understudy.characters.ui;

import com.vaadin.flow.component.Component;
import io.understudy.characters.CharacterSummary;
import java.util.List;

/** Contributes panels of another feature to the first page of a character. */
public interface CharacterSection {
    List<Component> of(CharacterSummary character);
}
