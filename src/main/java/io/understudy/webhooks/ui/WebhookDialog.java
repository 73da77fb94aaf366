package io.understudy.webhooks.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import io.understudy.webhooks.NewSecret;
import io.understudy.webhooks.WebhookCard;
import io.understudy.webhooks.WebhookDraft;
import io.understudy.webhooks.WebhookEvent;
import io.understudy.webhooks.WebhookFormat;
import io.understudy.webhooks.WebhookService;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds a webhook or changes one. */
class WebhookDialog extends FormDialog {
    private final transient WebhookService webhooks;
    private final transient @Nullable WebhookCard card;
    private final TextField name = new TextField("Name");
    private final TextField address = new TextField("Address");
    private final Select<WebhookFormat> format = new Select<>();
    private final Map<WebhookEvent, Checkbox> events = new EnumMap<>(WebhookEvent.class);
    private final DraftKeeper named;
    private final DraftKeeper chosen;

    /** @param saved receives the secret of a new webhook, null for one that was changed */
    WebhookDialog(WebhookService webhooks, @Nullable WebhookCard card, Consumer<@Nullable NewSecret> saved) {
        super(card == null ? "Add a webhook" : "Edit “" + card.name() + "”", "min(38rem, 96vw)");
        this.webhooks = webhooks;
        this.card = card;
        prepare();
        String key = "webhook/" + (card == null ? "new" : card.id().value());
        named = new DraftKeeper(key, name);
        chosen = new DraftKeeper(key + "/events", format, choice());
        // The browser keeps no address: it is a secret.
        add(Styled.div("engine-form", named, address, chosen));
        confirm(card == null ? "Add webhook" : "Save changes", event -> save(saved));
    }

    private void prepare() {
        name.setMaxLength(60);
        name.setRequiredIndicatorVisible(true);
        name.setAutofocus(true);
        address.setMaxLength(500);
        address.setRequiredIndicatorVisible(card == null);
        address.setPlaceholder("https://");
        address.setHelperText(
                card == null
                        ? "Each message is posted to it. It is sealed and not shown again."
                        : "Leave it empty to keep " + card.address() + ".");
        format.setLabel("Format");
        format.setItems(WebhookFormat.values());
        format.setItemLabelGenerator(WebhookFormat::label);
        name.setValue(card == null ? "" : card.name());
        format.setValue(card == null ? WebhookFormat.STANDARD : card.format());
    }

    private Component choice() {
        Div boxes = Styled.div("event-choices");
        WebhookEvent.choices().forEach(event -> {
            Checkbox box =
                    new Checkbox(event.label(), card == null || card.events().contains(event));
            events.put(event, box);
            boxes.add(box);
        });
        return Styled.div(
                "engine-part",
                new H3("Events"),
                boxes,
                new Hint("A message names what happened and where; it holds no pictures, files or comments."));
    }

    private WebhookDraft typed() {
        return new WebhookDraft(
                name.getValue(),
                address.getValue(),
                format.getValue(),
                events.entrySet().stream()
                        .filter(box -> box.getValue().getValue())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    private Optional<? extends HasValue<?, ?>> input(String property) {
        return switch (property) {
            case "name" -> Optional.of(name);
            case "address" -> Optional.of(address);
            default -> Optional.empty();
        };
    }

    private void save(Consumer<@Nullable NewSecret> saved) {
        name.setInvalid(false);
        address.setInvalid(false);
        ErrorMessages.guard(this::input, () -> {
            NewSecret secret = send();
            named.saved();
            chosen.saved();
            close();
            saved.accept(secret);
        });
    }

    private @Nullable NewSecret send() {
        WebhookCard before = card;
        if (before == null) {
            return webhooks.add(typed());
        }
        webhooks.change(before.id(), before.rowVersion(), typed());
        return null;
    }
}
