package io.understudy.prompts.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.characters.CharacterFilter;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.guide.KnownIssue;
import io.understudy.prompts.PromptDetails;
import io.understudy.prompts.PromptDraft;
import io.understudy.prompts.PromptText;
import io.understudy.shared.ui.CopyButton;
import org.springframework.data.domain.PageRequest;

/** Fills the template that is being edited with a character, ready to be copied. */
class FillPanel extends Div {
    private final ComboBox<CharacterSummary> character = new ComboBox<>("Character");
    private final TextArea finished = new TextArea("Finished prompt");
    private PromptDraft draft = PromptDraft.empty();

    FillPanel(CharacterService characters) {
        addClassName("panel");
        character.setItems(
                query -> characters
                        .page(
                                new CharacterFilter(query.getFilter().orElse(""), false),
                                PageRequest.of(query.getPage(), query.getPageSize()))
                        .stream(),
                query -> (int) characters
                        .page(new CharacterFilter(query.getFilter().orElse(""), false), PageRequest.of(0, 1))
                        .getTotalElements());
        character.setItemLabelGenerator(item -> item.name() + " · " + item.triggerWord());
        character.setHelperText("Trigger word and subject go in");
        character.setWidthFull();
        character.addValueChangeListener(event -> fill());
        finished.setReadOnly(true);
        finished.setWidthFull();
        Paragraph hint = new Paragraph(KnownIssue.DOES_NOT_ACTIVATE.fix() + ".");
        hint.addClassName("secondary-text");
        CopyButton copy = new CopyButton("Copy the prompt", finished);
        add(new H2("Fill with a character"), character, finished, copy, hint);
        characters.recent(1).stream().findFirst().ifPresent(character::setValue);
    }

    void show(PromptDraft template) {
        draft = template;
        fill();
    }

    private void fill() {
        CharacterSummary chosen = character.getValue();
        finished.setValue(
                chosen == null ? "" : new PromptText(draft.text()).fill(PromptDetails.wordsFor(chosen, draft)));
    }
}
