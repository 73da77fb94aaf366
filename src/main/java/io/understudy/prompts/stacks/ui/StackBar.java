package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.lora.Strength;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.StackBudget;
import io.understudy.prompts.stacks.StackPlan;
import java.util.Locale;

class StackBar extends Div {
    StackBar() {
        addClassName("stack-bar");
        getElement().setAttribute("role", "img");
    }

    void show(StackPlan plan) {
        removeAll();
        getElement().setAttribute("aria-label", plan.advice().words());
        double scale = Math.max(StackBudget.LIMIT.value() * 1.25, plan.total().value());
        plan.layers().forEach(layer -> add(segment(layer, scale)));
        add(mark(StackBudget.COMFORTABLE, scale), mark(StackBudget.LIMIT, scale));
    }

    private static Div segment(StackPlan.Layer layer, double scale) {
        Div segment = new Div();
        segment.addClassNames("stack-segment", "stack-" + layer.role().name().toLowerCase(Locale.ROOT));
        segment.setText(layer.role().label());
        segment.setTitle(layer.role().label() + " " + layer.strength());
        segment.setWidth(100 * layer.strength().value() / scale + "%");
        return segment;
    }

    private static Div mark(Strength at, double scale) {
        Div mark = Styled.div("stack-mark");
        mark.setText(at.toString());
        mark.getStyle().set("inset-inline-start", 100 * at.value() / scale + "%");
        return mark;
    }
}
