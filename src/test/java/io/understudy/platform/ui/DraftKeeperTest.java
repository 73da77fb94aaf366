package io.understudy.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.support.ViewTest;
import org.junit.jupiter.api.Test;

class DraftKeeperTest extends ViewTest {
    @Test
    void theBrowserLearnsOfAllFieldsAtOnceWhatTheServerKeeps() {
        TextField name = new TextField("Name");
        name.setValue("Pier");
        TextField style = new TextField("Style");
        style.setValue("oil");
        DraftKeeper keeper = new DraftKeeper("kept", name, new Div(style));
        UI.getCurrent().add(keeper);

        keeper.keptByServer();
        UI.getCurrent().getInternals().getStateTree().runExecutionsBeforeClientResponse();

        assertThat(UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations())
                .filteredOn(script -> script.getInvocation().getExpression().contains("keptByServer"))
                .singleElement()
                .satisfies(script -> assertThat(script.getInvocation().getParameters())
                        .contains(name.getElement(), "Pier", style.getElement(), "oil"));
    }
}
