package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class PictureFields extends Div {
    private final NumberField guidance = new NumberField("Guidance");
    private final IntegerField steps = new IntegerField("Steps");
    private final IntegerField width = new IntegerField("Width, px");
    private final IntegerField height = new IntegerField("Height, px");
    private final Paragraph left = new Hint("");
    private transient @Nullable PlaygroundLink wish;
    private transient @Nullable PictureSettings proposed;

    PictureFields(Runnable changed) {
        Div fields = Styled.div("render-settings", guidance, steps, width, height);
        left.setVisible(false);
        for (HasValue<?, ?> field : List.<HasValue<?, ?>>of(guidance, steps, width, height)) {
            field.addValueChangeListener(change -> changed.run());
        }
        add(fields, left);
    }

    void wish(@Nullable PlaygroundLink other) {
        wish = other;
    }

    /** What a person typed stays where this backend supports it. */
    void offer(GenerationBackendChoice backend) {
        PictureSettings typed = settings();
        if (typed == null || typed.equals(proposed) || !backend.capabilities().allow(typed)) {
            propose(backend);
        }
    }

    void propose(GenerationBackendChoice backend) {
        GenerationCapabilities can = backend.capabilities();
        show(can.proposed());
        PlaygroundLink asked = wish;
        if (asked == null) {
            return;
        }
        List<String> cannot = new ArrayList<>();
        Double guided = asked.guidance();
        if (guided != null && can.guidance().allows(guided)) {
            guidance.setValue(guided);
        } else if (guided != null) {
            cannot.add("guidance " + guided);
        }
        Integer many = asked.steps();
        if (many != null && can.steps().allows(many)) {
            steps.setValue(many);
        } else if (many != null) {
            cannot.add(many + " steps");
        }
        Integer wide = asked.width();
        Integer high = asked.height();
        if (wide != null && high != null) {
            if (can.side().allows(wide) && can.side().allows(high)) {
                width.setValue(wide);
                height.setValue(high);
            } else {
                cannot.add(wide + " × " + high + " px");
            }
        }
        left.setText("Requested, but not supported by " + backend.name() + ": " + String.join(", ", cannot) + ".");
        left.setVisible(!cannot.isEmpty());
        proposed = settings();
    }

    void show(PictureSettings settings) {
        left.setVisible(false);
        guidance.setValue(settings.guidance());
        steps.setValue(settings.steps());
        width.setValue(settings.width());
        height.setValue(settings.height());
        proposed = settings;
    }

    /** What is typed, or null while something is missing. */
    @Nullable
    PictureSettings settings() {
        return guidance.isEmpty() || steps.isEmpty() || width.isEmpty() || height.isEmpty()
                ? null
                : new PictureSettings(width.getValue(), height.getValue(), steps.getValue(), guidance.getValue());
    }

    Map<String, HasValue<?, ?>> inputs() {
        return Map.of("guidance", guidance, "steps", steps, "width", width, "height", height);
    }
}
