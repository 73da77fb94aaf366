package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.characters.ui.AdviceText;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackRemark;
import io.understudy.prompts.stacks.StrengthReduction;
import java.util.List;
import java.util.function.Consumer;

class StackVerdict extends Div {
    private final StackBar bar = new StackBar();
    private final AdviceText total = new AdviceText();
    private final Div lowering = Styled.div("actions");
    private final Div remarks = Styled.div("stack-remarks");
    private final transient Consumer<StackPlan> apply;

    StackVerdict(Consumer<StackPlan> apply) {
        this.apply = apply;
        addClassName("stack-verdict");
        add(bar, total, lowering, remarks);
    }

    void show(StackPlan plan, Advice budget, List<StackRemark> about) {
        setVisible(!plan.layers().isEmpty());
        bar.show(plan);
        total.show(budget);
        lowering.removeAll();
        for (StrengthReduction advised : StrengthReduction.advised(plan)) {
            lowering.add(new Button(
                    advised.words(), VaadinIcon.ARROW_DOWN.create(), click -> apply.accept(advised.after())));
        }
        remarks.removeAll();
        for (StackRemark remark : about) {
            AdviceText text = new AdviceText();
            text.show(remark.advice());
            remarks.add(text);
        }
    }
}
