package io.understudy.prompts.stacks.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.ui.AdviceText;
import io.understudy.support.ViewTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StackViewTest extends ViewTest {
    @BeforeEach
    void signIn() {
        signIn(people.member("Mara"));
    }

    @Test
    void thePlannerSaysHowMuchOfTheBudgetIsLeft() {
        UI.getCurrent().navigate("prompts/stack");
        AdviceText verdict = _get(AdviceText.class);
        assertThat(verdict.getElement().getTextRecursively())
                .contains("Total 1.70")
                .contains("0.10 left");

        _setValue(_find(NumberField.class).getFirst(), 1.2);

        assertThat(verdict.getElement().getTextRecursively())
                .contains("Total 2.00")
                .contains("over the limit");
    }

    @Test
    void theUrlHoldsThePlan() {
        UI.getCurrent().navigate("prompts/stack", QueryParameters.fromString("plan=character:0.9,style:0.4"));

        assertThat(_find(NumberField.class)).extracting(NumberField::getValue).containsExactly(0.9, 0.4);
    }
}
