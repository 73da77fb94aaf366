package io.understudy.characters.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.CharacterTab;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Styled;
import java.util.List;

class CharacterProgressPanel extends Div {
    CharacterProgressPanel(List<CharacterTab> tabs, CharacterSummary character) {
        addClassName("character-progress");
        for (CharacterTab tab : tabs) {
            long count = tab.count(character.id());
            if (count != CharacterTab.NO_COUNT) {
                Anchor link = new Anchor(tab.path(character.slug()));
                link.add(Styled.span("progress-number", Formats.count(count)), new Span(tab.label()));
                add(link);
            }
        }
        if (getComponentCount() == 0) {
            add(new Span("Nothing here yet."));
        }
    }
}
