package io.understudy.shell;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.dom.Element;
import io.understudy.support.ViewTest;
import org.junit.jupiter.api.Test;

class KeyboardDialogTest extends ViewTest {
    @Test
    void theShortcutsStandPlaceByPlaceUntilTheListIsClosed() {
        new KeyboardDialog().open();

        assertThat(_find(H3.class)).extracting(H3::getText).contains("Everywhere", "Captions", "Reviews and versions");
        assertThat(_find(DescriptionList.Term.class))
                .extracting(term -> term.getElement().getTextRecursively())
                .contains("?", "Alt + Z", "1 – 9");
        assertThat(_find(DescriptionList.Term.class))
                .as("keys that do different things")
                .anySatisfy(term -> assertThat(term.getElement().getChildren().map(Element::getText))
                        .containsExactly("M", "Space"))
                .anySatisfy(term -> assertThat(term.getElement().getChildren().map(Element::getText))
                        .containsExactly("←", "→"));

        _click(_get(Button.class, spec -> spec.withText("Close")));
        _assertNone(KeyboardDialog.class);
    }

    @Test
    void theKeysOfThisScreenComeFirst() {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("reviews");
        new KeyboardDialog().open();

        assertThat(_find(H3.class).stream().limit(2).map(H3::getText))
                .containsExactly("Reviews and versions", "Everywhere");
        assertThat(_find(DescriptionList.Term.class))
                .extracting(term -> term.getElement().getTextRecursively())
                .contains("Ctrl + K");
    }
}
