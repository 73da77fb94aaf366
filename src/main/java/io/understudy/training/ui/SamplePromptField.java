package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.Styled;
import io.understudy.training.SamplePrompt;
import java.util.ArrayList;
import java.util.List;

class SamplePromptField extends CustomField<List<SamplePrompt>> {
    private static final int MOST = 8;

    private static final class Row extends Div {
        final TextField prompt = new TextField();
        final TextField seed = new TextField();

        Row(SamplePrompt sample) {
            addClassName("prompt-row");
            prompt.setAriaLabel("Prompt");
            prompt.setValue(sample.prompt());
            prompt.setMaxLength(1000);
            seed.setAriaLabel("Seed");
            seed.setPrefixComponent(new Span("seed"));
            seed.setAllowedCharPattern("[0-9]");
            seed.setMaxLength(15);
            seed.setValue(String.valueOf(sample.seed()));
            add(prompt, seed);
        }

        SamplePrompt value() {
            String digits = seed.getValue();
            return new SamplePrompt(prompt.getValue().strip(), digits.isEmpty() ? 0 : Long.parseLong(digits));
        }
    }

    private final Div rows = Styled.div("prompt-rows");
    private final Button more = Buttons.quiet("Add a prompt", VaadinIcon.PLUS.create());

    SamplePromptField() {
        setLabel("Sample prompts");
        more.addClickListener(event -> {
            addRow(new SamplePrompt("", rows.getComponentCount() + 1L));
            updateValue();
        });
        add(Styled.div("prompt-editor", rows, more));
    }

    private void addRow(SamplePrompt sample) {
        Row row = new Row(sample);
        row.add(new IconButton(VaadinIcon.CLOSE_SMALL, "Remove this prompt", () -> {
            rows.remove(row);
            updateValue();
            showRoom();
        }));
        row.prompt.addValueChangeListener(event -> updateValue());
        row.seed.addValueChangeListener(event -> updateValue());
        rows.add(row);
        showRoom();
    }

    private void showRoom() {
        more.setEnabled(rows.getComponentCount() < MOST);
    }

    @Override
    protected List<SamplePrompt> generateModelValue() {
        List<SamplePrompt> samples = new ArrayList<>();
        rows.getChildren().forEach(row -> samples.add(((Row) row).value()));
        return List.copyOf(samples);
    }

    @Override
    protected void setPresentationValue(List<SamplePrompt> samples) {
        rows.removeAll();
        if (samples != null) {
            samples.forEach(this::addRow);
        }
    }
}
