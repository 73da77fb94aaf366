package io.understudy.datasets.ui.captioning;

import com.vaadin.flow.component.HasEnabled;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.datasets.captioning.Captioner;
import io.understudy.datasets.captioning.FalCaptioner;
import io.understudy.datasets.captioning.VisionModel;
import io.understudy.datasets.captioning.VisionModel.KeyScheme;
import io.understudy.datasets.captioning.VisionModelService;
import io.understudy.datasets.captioning.VisionProblem;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

class VisionModelForm extends Div {
    private static final String NO_CAPTIONER = "None: the model at the address below";

    private final transient VisionModelService models;
    private final Paragraph standing = new Paragraph();
    private final Select<FalCaptioner> fal = new Select<>();
    private final TextField address = new TextField("Address");
    private final ComboBox<String> model = new ComboBox<>("Model");
    private final KeptChoice keptModel = new KeptChoice("Model");
    // A password field within a keeper is not kept.
    private final PasswordField key = new PasswordField("Key of the service");
    private final Select<KeyScheme> scheme = new Select<>();
    private final BigDecimalField price = new BigDecimalField("Price for a picture, in dollars");
    private final IntegerField atOnce = new IntegerField("Pictures at a time");
    private final DraftKeeper draft;
    private final Button test = new Button("Test", event -> test());
    private final Button forget = Buttons.quiet("Remove the key…", event -> confirmRemoval());

    VisionModelForm(VisionModelService models) {
        this.models = models;
        fal.setLabel("Captioner of fal.ai");
        fal.setEmptySelectionAllowed(true);
        fal.setEmptySelectionCaption(NO_CAPTIONER);
        fal.setItems(FalCaptioner.values());
        fal.setItemLabelGenerator(VisionModelForm::label);
        fal.setHelperText("It uses fal.ai's key and the prices under Costs, and every picture is booked there.");
        fal.addValueChangeListener(event -> enableAddress());
        address.setHelperText(
                "Any service that speaks OpenAI's protocol, such as http://localhost:11434/v1 for Ollama or"
                        + " https://fal.run/openrouter/router/openai/v1 for fal.ai. Empty: no model.");
        model.setAllowCustomValue(true);
        model.addCustomValueSetListener(event -> {
            offer(event.getDetail(), List.of());
            keptModel.choose(event.getDetail());
        });
        model.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                keptModel.choose(name());
            }
        });
        keptModel.onRestored(kept -> offer(kept, List.of()));
        model.setHelperText("As the service calls it, such as qwen3-vl:8b. Test lists what it has.");
        key.setHelperText("Stored sealed and never shown again. A server of your own may need none.");
        key.setAutocomplete(Autocomplete.OFF);
        scheme.setLabel("How the key is sent");
        scheme.setItems(KeyScheme.values());
        scheme.setItemLabelGenerator(KeyScheme::label);
        price.setHelperText("Shown before the model is asked. 0 for your own server; empty when you do not know.");
        atOnce.setMin(1);
        atOnce.setMax(VisionModel.MOST_AT_ONCE);
        atOnce.setStepButtonsVisible(true);
        test.setDisableOnClick(true);
        draft = new DraftKeeper(
                "settings/vision-model",
                Styled.div(
                        "settings-form",
                        standing,
                        fal,
                        address,
                        model,
                        keptModel,
                        key,
                        scheme,
                        price,
                        atOnce,
                        Styled.div("actions", new Button("Save", event -> save()), test, forget)));
        add(draft);
        fill();
        show();
    }

    private void fill() {
        Optional<VisionModel> now = models.model();
        fal.setValue(models.falCaptioner().orElse(null));
        address.setValue(now.map(chosen -> chosen.address().toString()).orElse(""));
        String name = now.map(VisionModel::name).orElse("");
        offer(name, List.of());
        keptModel.begin(name);
        scheme.setValue(now.map(VisionModel::keyScheme).orElse(KeyScheme.BEARER));
        price.setValue(now.map(VisionModel::price).orElse(null));
        atOnce.setValue(now.map(VisionModel::atOnce).orElse(1));
    }

    /** A box chooses among its items only, and the service need not say what it has. */
    private void offer(String chosen, List<String> names) {
        model.setItems(Stream.concat(names.stream(), Stream.of(chosen))
                .filter(name -> !name.isBlank())
                .distinct()
                .toList());
        model.setValue(chosen.isBlank() ? null : chosen);
    }

    private void show() {
        Optional<Captioner> now = chosen();
        standing.setText(now.map(chosen -> "Chosen: " + chosen.place() + ".")
                .orElse("No model is chosen. With one, it proposes captions for the pictures of a dataset, which"
                        + " people take picture by picture."));
        models.keyState()
                .ifPresent(set -> standing.add(
                        new Text(" " + set.setBy() + " set the key "), new RelativeTime(set.setAt()), new Text(".")));
        test.setEnabled(now.filter(VisionModel.class::isInstance).isPresent());
        forget.setVisible(models.keyState().isPresent());
    }

    private Optional<Captioner> chosen() {
        return models.falCaptioner()
                .map(Captioner.class::cast)
                .or(() -> models.model().map(Captioner.class::cast));
    }

    private static String label(@Nullable FalCaptioner captioner) {
        return captioner == null ? NO_CAPTIONER : captioner.label();
    }

    /** What is typed for an address stays: another day it may be wanted again. */
    private void enableAddress() {
        boolean none = fal.isEmpty();
        Stream.<HasEnabled>of(address, model, key, scheme, price, atOnce).forEach(field -> field.setEnabled(none));
    }

    private void save() {
        boolean saved = ErrorMessages.guard(this::input, () -> {
            choose();
            if (!key.isEmpty()) {
                models.keepKey(key.getValue());
            }
        });
        if (saved) {
            draft.saved();
            key.clear();
            Notifications.done("The vision model is saved");
            show();
        }
    }

    private void choose() {
        @Nullable FalCaptioner captioner = fal.getValue();
        if (captioner == null) {
            models.choose(
                    address.getValue(),
                    name(),
                    scheme.getValue(),
                    price.getValue(),
                    atOnce.getValue() == null ? 0 : atOnce.getValue());
        } else {
            models.chooseFal(captioner);
        }
    }

    private String name() {
        @Nullable String chosen = model.getValue();
        return chosen == null ? "" : chosen;
    }

    private Optional<HasValue<?, ?>> input(String property) {
        return Optional.ofNullable(Map.<String, HasValue<?, ?>>of(
                        "address", address, "model", model, "price", price, "atOnce", atOnce, "secret", key)
                .get(property));
    }

    private void test() {
        UI ui = UI.getCurrent();
        boolean asked = ErrorMessages.guard(() -> models.available()
                .whenComplete((names, problem) -> ui.access(() -> {
                    test.setEnabled(true);
                    if (problem == null) {
                        answer(names);
                    } else {
                        Notifications.refused(words(problem));
                    }
                })));
        if (!asked) {
            test.setEnabled(true);
        }
    }

    private void answer(List<String> names) {
        String chosen = name();
        offer(chosen, names);
        if (names.contains(chosen) || names.isEmpty()) {
            Notifications.done("The service answers");
        } else {
            Notifications.refused("The service answers, but has no model “" + chosen + "”. Choose one of its "
                    + Formats.plural(names.size(), "model", "models") + ".");
        }
    }

    private static String words(Throwable problem) {
        Throwable cause = problem.getCause() == null ? problem : problem.getCause();
        return cause instanceof VisionProblem known ? known.words() : ErrorMessages.message(cause);
    }

    private void confirmRemoval() {
        Confirmation.ofLoss(
                        "Remove the key of the vision model?",
                        "A service that asks for a key writes no captions until there is one again. The key cannot be"
                                + " shown again.",
                        "Remove key",
                        this::forget)
                .open();
    }

    private void forget() {
        if (ErrorMessages.guard(models::forgetKey)) {
            Notifications.done("The key is removed");
            show();
        }
    }
}
