package io.understudy.datasets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.understudy.datasets.images.decoding.PictureEdit;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.DatasetTargets;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

class CropPanel extends Div {
    /** Aspects that trainers' buckets know, width by height. */
    enum Aspect {
        SQUARE("1 : 1", 1),
        PORTRAIT("4 : 5", 4.0 / 5),
        THREE_FOUR("3 : 4", 3.0 / 4),
        TWO_THREE("2 : 3", 2.0 / 3),
        LANDSCAPE("3 : 2", 3.0 / 2),
        FREE("free", 0);

        private final String label;
        private final double ratio;

        Aspect(String label, double ratio) {
            this.label = label;
            this.ratio = ratio;
        }

        String label() {
            return label;
        }
    }

    private final PictureStage stage;
    private final Select<Aspect> aspect = new Select<>();
    private final Span size = Styled.span("number");
    private final Span advice = Hint.inline();
    private final Button instead;
    private final Button beside;
    private int turns;
    private transient PictureStage.@Nullable Frame frame;

    /**
     * @param make receives the edit and whether the source is left out for it
     * @param cancel leaves the crop
     */
    CropPanel(PictureStage stage, BiConsumer<PictureEdit, Boolean> make, Runnable cancel) {
        this.stage = stage;
        addClassName("viewer-side");
        aspect.setLabel("Aspect");
        aspect.setItems(Aspect.values());
        aspect.setItemLabelGenerator(Aspect::label);
        aspect.setValue(Aspect.SQUARE);
        aspect.addValueChangeListener(event -> show());
        Button left = new Button("Turn left", VaadinIcon.ROTATE_LEFT.create(), event -> turn(-1));
        Button right = new Button("Turn right", VaadinIcon.ROTATE_RIGHT.create(), event -> turn(1));
        Div turning = Styled.div("actions", left, right);
        instead = new Button("Use the crop instead", event -> make(make, true));
        instead.addThemeVariants(ButtonVariant.PRIMARY);
        beside = new Button("Add it as another picture", event -> make(make, false));
        Div actions = Styled.div("actions", instead, beside, new Button("Cancel", event -> cancel.run()));
        size.getElement().setAttribute("aria-live", "polite");
        add(
                new H3("Crop and turn"),
                aspect,
                turning,
                size,
                advice,
                new Hint("The original is kept; a crop can be undone at any time."),
                actions);
        framed(null);
    }

    void show() {
        framed(null);
        stage.crop(aspect.getValue().ratio, turns);
    }

    void turn(int by) {
        turns = Math.floorMod(turns + by, 4);
        show();
    }

    void framed(PictureStage.@Nullable Frame now) {
        frame = now;
        instead.setEnabled(now != null);
        beside.setEnabled(now != null);
        size.setText(now == null ? "" : now.width() + " × " + now.height() + " px");
        Advice words = now == null ? Advice.fits("") : DatasetTargets.onSize(now.width(), now.height());
        advice.setText(words.words());
        advice.getElement().getClassList().set("field-problem", words.level() == Advice.Level.WARNING);
    }

    void busy(boolean working) {
        instead.setEnabled(!working);
        beside.setEnabled(!working);
        instead.setText(working ? "Cropping…" : "Use the crop instead");
    }

    private void make(BiConsumer<PictureEdit, Boolean> make, boolean replacing) {
        PictureStage.Frame chosen = frame;
        if (chosen != null) {
            make.accept(new PictureEdit(turns, chosen.x(), chosen.y(), chosen.width(), chosen.height()), replacing);
        }
    }
}
