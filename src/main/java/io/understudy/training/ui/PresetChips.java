package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.Preset;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendPreset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

class PresetChips extends Div {
    private final List<Button> chips = new ArrayList<>();
    private final Map<Preset, Button> ofGuide = new EnumMap<>(Preset.class);
    private final transient Consumer<UnaryOperator<RunDraft>> choose;

    PresetChips(BackendCapabilities backend, Consumer<UnaryOperator<RunDraft>> choose) {
        this.choose = choose;
        addClassName("preset-chips");
        Div own = group(backend.flux() ? "This backend" : "For the miniature");
        for (BackendPreset preset : backend.presets()) {
            own.add(chip(preset.name(), preset.purpose(), draft -> draft.with(preset)));
        }
        Div guide = group(backend.flux() ? "The guide" : "The guide, for FLUX");
        for (Preset preset : Preset.values()) {
            Button chip = chip(preset.label(), preset.purpose(), draft -> draft.with(preset));
            ofGuide.put(preset, chip);
            guide.add(chip);
        }
        add(own, guide);
    }

    private static Div group(String name) {
        return Styled.div("preset-group", Hint.inline(name));
    }

    private Button chip(String name, String purpose, UnaryOperator<RunDraft> preset) {
        Button chip = new Button(name);
        chip.getElement().setAttribute("title", purpose);
        chip.addThemeVariants(ButtonVariant.SMALL);
        chip.getElement().setAttribute("aria-pressed", "false");
        chip.addClickListener(event -> {
            choose.accept(preset);
            mark(chip);
        });
        chips.add(chip);
        return chip;
    }

    void mark(@Nullable Preset preset) {
        mark(preset == null ? null : ofGuide.get(preset));
    }

    private void mark(@Nullable Button chosen) {
        chips.forEach(chip -> chip.getElement().setAttribute("aria-pressed", String.valueOf(chip == chosen)));
    }

    void markFirst() {
        mark(chips.getFirst());
    }
}
