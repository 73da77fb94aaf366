package io.understudy.webhooks.ui;

import static com.github.mvysny.kaributesting.v10.ContextMenuKt._clickItemWithCaption;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.support.ViewTest;
import io.understudy.webhooks.DeliveryService;
import io.understudy.webhooks.FakeReceiver;
import io.understudy.webhooks.WebhookCard;
import io.understudy.webhooks.WebhookDraft;
import io.understudy.webhooks.WebhookEvent;
import io.understudy.webhooks.WebhookFormat;
import io.understudy.webhooks.WebhookId;
import io.understudy.webhooks.WebhookNetworks;
import io.understudy.webhooks.WebhookService;
import io.understudy.webhooks.messages.DeliverySignals;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WebhooksSettingsTest extends ViewTest {
    @Autowired
    WebhookService webhooks;

    @Autowired
    WebhookNetworks networks;

    @Autowired
    DeliveryService deliveries;

    @Autowired
    DeliverySignals signals;

    private final FakeReceiver receiver = new FakeReceiver();

    @BeforeEach
    void anAdmin() {
        signIn(people.admin("Ada"));
        networks.change("127.0.0.0/8");
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private WebhookId added() {
        return webhooks.add(new WebhookDraft(
                        "Pipeline", receiver.address(), WebhookFormat.STANDARD, Set.of(WebhookEvent.RUN_FAILED)))
                .webhook();
    }

    private static String page() {
        return _get(Page.class).getElement().getTextRecursively();
    }

    private static void press(String words) {
        _click(_get(Button.class, spec -> spec.withText(words)));
    }

    private static TextField field(String label) {
        return _find(TextField.class, spec -> spec.withLabel(label)).getLast();
    }

    private static void confirm() {
        _fireConfirm(_get(ConfirmDialog.class));
    }

    @Test
    @SuppressWarnings("unchecked")
    void aWebhookIsAddedAndItsSecretShownOnce() {
        Navigation.open("settings");
        press("Add a webhook");
        press("Add webhook");
        assertThat(field("Name").getErrorMessage()).isEqualTo("A name has 1 to 60 characters.");
        _setValue(field("Name"), "Studio channel");
        _setValue(field("Address"), "hooks.slack.com");
        press("Add webhook");
        assertThat(field("Address").getErrorMessage()).startsWith("An address begins with https://");
        _setValue(field("Address"), "https://hooks.slack.com/services/T0/B0/x");
        _setValue(_get(Select.class, spec -> spec.withLabel("Format")), WebhookFormat.SLACK);
        _setValue(_get(Checkbox.class, spec -> spec.withLabel("Run queued")), false);
        press("Add webhook");

        assertThat(_get(TextArea.class, spec -> spec.withLabel("Secret")).getValue())
                .startsWith("whsec_");
        press("Done");
        WebhookCard card = webhooks.webhooks().getFirst();
        assertThat(card.format()).isEqualTo(WebhookFormat.SLACK);
        assertThat(card.events()).hasSize(WebhookEvent.choices().size() - 1).doesNotContain(WebhookEvent.RUN_QUEUED);
        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPath())
                .isEqualTo("webhooks/" + card.id().value());
        assertThat(page()).contains("https://hooks.slack.com, fingerprint ").doesNotContain("whsec_", "T0/B0");
        Navigation.open("settings");
        assertThat(page()).contains("Studio channel", "16 events", "active");
    }

    @Test
    void itsPageSendsATestAndShowsTheLog() {
        receiver.answers(404, "No such channel");
        WebhookId id = added();
        Navigation.open("webhooks/" + id.value());

        test();
        assertThat(page()).contains("Test", "failed", "HTTP 404 No such channel");
        test();
        assertThat(page()).contains("delivered", "HTTP 204");
        assertThat(_find(Button.class, spec -> spec.withText("Send again"))).hasSize(2);
    }

    @Test
    void theOpenLogFollowsWhatIsSent() throws Exception {
        WebhookId id = added();
        Navigation.open("webhooks/" + id.value());
        assertThat(page()).contains("Nothing was sent yet.");

        deliveries.test(id);
        showChanges();
        assertThat(page()).contains("delivered").doesNotContain("Nothing was sent yet.");

        deliveries.test(id);
        showChanges();
        assertThat(_find(Button.class, spec -> spec.withText("Send again")))
                .as("nothing moves")
                .hasSize(1);
        press("Show");
        assertThat(_find(Button.class, spec -> spec.withText("Send again"))).hasSize(2);
    }

    private void showChanges() throws Exception {
        signals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }

    /** The receiver is asked outside of the session's lock. */
    private void test() {
        int before = receiver.messages().size();
        _click(_get(Button.class, spec -> spec.withText("Send test")));
        Awaitility.await().pollInSameThread().until(() -> {
            MockVaadin.clientRoundtrip(false);
            return receiver.messages().size() > before
                    && _get(Button.class, spec -> spec.withText("Send test")).isEnabled();
        });
    }

    @Test
    void aMessageIsSentAgainFromTheLog() {
        WebhookId id = added();
        deliveries.test(id);
        Navigation.open("webhooks/" + id.value());

        press("Send again");

        Awaitility.await().pollInSameThread().until(() -> receiver.messages().size() == 2);
        assertThat(_find(Notification.class)).isNotEmpty();
    }

    @Test
    void theSecretIsRotatedAfterAQuestion() {
        WebhookId id = added();
        Navigation.open("webhooks/" + id.value());
        assertThat(page()).doesNotContain("Former secret");

        more("Rotate secret");
        confirm();

        assertThat(_get(TextArea.class, spec -> spec.withLabel("Secret")).getValue())
                .startsWith("whsec_");
        press("Done");
        assertThat(page()).contains("Former secret");
    }

    private static void more(String item) {
        _clickItemWithCaption(_get(MenuBar.class), item);
    }

    @Test
    void itIsPausedResumedAndDeleted() {
        WebhookId id = added();
        Navigation.open("webhooks/" + id.value());
        press("Pause");
        confirm();
        assertThat(page()).contains("Ada paused it.");
        assertThat(_get(Button.class, spec -> spec.withText("Send test")).isEnabled())
                .isFalse();
        press("Resume");
        _assertNone(Button.class, spec -> spec.withText("Resume"));

        more("Delete");
        confirm();

        assertThat(webhooks.webhooks()).isEmpty();
        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPath())
                .isEqualTo("settings");
    }

    @Test
    void aWebhookThatSomeoneElseChangedMeanwhileIsNotDeleted() {
        WebhookId id = added();
        Navigation.open("webhooks/" + id.value());
        webhooks.pause(id, webhooks.webhook(id).rowVersion());

        more("Delete");
        confirm();

        assertThat(webhooks.webhooks()).hasSize(1);
    }

    @Test
    void theAllowedNetworksAreChecked() {
        Navigation.open("settings");
        TextArea text = _get(TextArea.class, spec -> spec.withLabel("Private networks that webhooks may reach"));
        assertThat(text.getValue()).isEqualTo("127.0.0.0/8");
        _setValue(text, "everything");
        press("Save networks");
        assertThat(text.getErrorMessage()).startsWith("“everything” is no network.");
        _setValue(text, "10.1.0.0/16");
        press("Save networks");

        assertThat(networks.text()).isEqualTo("10.1.0.0/16");
    }
}
