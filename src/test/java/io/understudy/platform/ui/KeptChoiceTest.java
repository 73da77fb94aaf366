package io.understudy.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class KeptChoiceTest {
    private static final List<Integer> OFFERED = List.of(1, 2, 3);

    @Test
    void whatWasChosenComesBackByItsKeysAsFarAsItCanStillBeChosen() {
        CheckboxGroup<Integer> field = new CheckboxGroup<>();
        field.setItems(OFFERED);
        field.setValue(Set.of(1));
        KeptChoice kept = KeptChoice.ofSeveral(
                "Numbers",
                field,
                Object::toString,
                keys -> OFFERED.stream()
                        .filter(number -> keys.contains(number.toString()))
                        .toList());
        assertThat(kept.getElement().getProperty("value")).isEqualTo("1");

        field.setValue(Set.of(3, 2));
        assertThat(kept.getElement().getProperty("value")).isEqualTo("2,3");

        restore(kept, "3,9");
        assertThat(field.getValue()).containsExactly(3);

        restore(kept, "");
        assertThat(field.getValue()).isEmpty();
    }

    private static void restore(KeptChoice kept, String value) {
        kept.getElement()
                .getNode()
                .getFeature(ElementListenerMap.class)
                .fireEvent(new DomEvent(
                        kept.getElement(),
                        "change",
                        JsonNodeFactory.instance.objectNode().put("element.value", value)));
    }
}
