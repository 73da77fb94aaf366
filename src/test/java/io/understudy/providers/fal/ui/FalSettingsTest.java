package io.understudy.providers.fal.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import io.understudy.platform.ui.Navigation;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FalConnection;
import io.understudy.providers.fal.FileRoute;
import io.understudy.support.ViewTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class FalSettingsTest extends ViewTest {
    @Autowired
    FalConnection connection;

    @BeforeEach
    void openSettings() {
        signIn(people.admin("Ada"));
        Navigation.open("settings");
    }

    @Test
    void theKeyIsKeptAndNeverShownAgain() {
        _setValue(key(), FakeFal.KEY);

        _click(_get(key().getParent().orElseThrow(), Button.class, spec -> spec.withText("Save")));

        assertThat(connection.state()).isPresent();
        assertThat(page()).doesNotContain("fake-key");
        Navigation.open("about");
        Navigation.open("settings");
        assertThat(key().getValue()).isEmpty();
        assertThat(page()).doesNotContain("fake-key");
        assertThat(_find(Paragraph.class).stream().map(Paragraph::getText))
                .anyMatch(text -> text.startsWith("Connected: Ada set the key"));
    }

    @Test
    void theKeyIsRemovedWhenThatIsConfirmed() {
        connection.connect(FakeFal.KEY);
        Navigation.open("about");
        Navigation.open("settings");

        _click(_get(key().getParent().orElseThrow(), Button.class, spec -> spec.withText("Remove the key…")));
        assertThat(connection.state()).isPresent();
        _fireConfirm(_get(ConfirmDialog.class));

        assertThat(connection.state()).isEmpty();
        _assertNone(key().getParent().orElseThrow(), Button.class, spec -> spec.withText("Remove the key…"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void aLinkCannotBeChosenWhereTheInternetDoesNotReachTheStore() {
        RadioButtonGroup<FileRoute> route =
                _get(RadioButtonGroup.class, spec -> spec.withLabel("How datasets and LoRAs get there"));

        assertThat(route.getValue()).isEqualTo(FileRoute.UPLOAD);
        assertThat(route.getItemEnabledProvider().test(FileRoute.LINK)).isFalse();
        assertThat(route.getHelperText()).contains("understudy.storage.public-endpoint");
    }

    @Test
    void theNumberOfRequestsAtATimeIsKept() {
        IntegerField requests = _get(IntegerField.class, spec -> spec.withLabel("Requests at a time"));
        assertThat(requests.getValue()).isEqualTo(2);

        _setValue(requests, 10);
        assertThat(connection.concurrency()).isEqualTo(10);
        _setValue(requests, 0);

        assertThat(requests.isInvalid()).isTrue();
        assertThat(connection.concurrency()).isEqualTo(10);
    }

    private static PasswordField key() {
        return _get(PasswordField.class, spec -> spec.withLabel("Key"));
    }

    private static String page() {
        return UI.getCurrent().getElement().getOuterHTML();
    }
}
