package io.understudy.providers.engines.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.formlayout.FormLayout.ResponsiveStep;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.Suggestions;
import io.understudy.providers.engines.EngineCheckService;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The inputs that a kind of engines and its trainer have; what was typed stays when others are shown. Secrets are apart, for
 * nothing keeps them before they are saved.
 */
class EngineFields {
    private static final Map<String, String> CHOICES = Map.of(
            "none",
            "None",
            "pyxis",
            "Pyxis",
            "apptainer",
            "Apptainer",
            "command",
            "Own command",
            "dev",
            "FLUX.1 dev",
            "krea",
            "FLUX.1 Krea",
            "schnell",
            "FLUX.1 schnell",
            "flux2",
            "FLUX.2 dev",
            "flux2_klein_9b",
            "FLUX.2 klein 9B",
            "flux2_klein_4b",
            "FLUX.2 klein 4B");
    private static final Set<EngineField> WIDE = EnumSet.of(
            EngineField.ADDRESS,
            EngineField.HOST_KEY,
            EngineField.LORA_HOST_KEY,
            EngineField.CONTAINER_COMMAND,
            EngineField.SLURM_TOKEN,
            EngineField.SSH_KEY,
            EngineField.LORA_KEY,
            EngineField.CERTIFICATE);

    /** Of which the engine can say what it has. */
    private static final Set<EngineField> OFFERED =
            EnumSet.of(EngineField.PARTITION, EngineField.GPU_TYPE, EngineField.CARDS, EngineField.NODE_LABELS);

    private final Map<EngineField, String> values;
    private final Set<EngineField> kept;
    private final Map<EngineField, AbstractField<?, String>> inputs = new EnumMap<>(EngineField.class);
    private final Map<EngineField, Suggestions> suggestions = new EnumMap<>(EngineField.class);
    private Map<String, List<String>> choices = Map.of();
    private final Set<EngineField> shown = EnumSet.noneOf(EngineField.class);
    private final HostKeyFetch hostKey;

    private final FormLayout access = twoColumns();
    private final FormLayout jobs = twoColumns();
    private final FormLayout installation = twoColumns();
    private final FormLayout secret = twoColumns();

    /** @param kept secrets that are set already */
    EngineFields(EngineCheckService checks, Map<EngineField, String> values, Set<EngineField> kept) {
        this.values = values;
        this.kept = kept;
        this.hostKey = new HostKeyFetch(
                checks,
                () -> shownInput(EngineField.HOST, EngineField.LORA_HOST).getValue(),
                () -> shownInput(EngineField.PORT, EngineField.LORA_PORT).getValue(),
                line -> shownInput(EngineField.HOST_KEY, EngineField.LORA_HOST_KEY)
                        .setValue(line));
    }

    /** No kind of engines has both. */
    private AbstractField<?, String> shownInput(EngineField one, EngineField other) {
        return input(shown.contains(one) ? one : other);
    }

    static FormLayout twoColumns(Component... fields) {
        FormLayout layout = new FormLayout(fields);
        layout.setResponsiveSteps(new ResponsiveStep("0", 1), new ResponsiveStep("28rem", 2));
        return layout;
    }

    FormLayout access() {
        return access;
    }

    FormLayout jobs() {
        return jobs;
    }

    FormLayout installation() {
        return installation;
    }

    FormLayout secret() {
        return secret;
    }

    /** @param ofTrainer fields of the chosen trainer */
    void show(EngineKind kind, List<EngineField> ofTrainer) {
        Stream.of(access, jobs, installation, secret).forEach(FormLayout::removeAll);
        shown.clear();
        for (EngineField field : kind.fields()) {
            show(field, field == EngineField.SHARED_FOLDER ? installation : field.isOfJob() ? jobs : access);
        }
        ofTrainer.forEach(field -> show(field, installation));
        if (shown.contains(EngineField.ADDRESS)) {
            ((HasHelper) input(EngineField.ADDRESS))
                    .setHelperText(
                            kind == EngineKind.SLURM_REST
                                    ? "With http://, https:// or, for a socket, unix:, as this server reaches it."
                                    : EngineField.ADDRESS.help());
        }
    }

    /** @param has what the engine has, by the fields' properties */
    void offer(Map<String, List<String>> has) {
        choices = has;
        suggestions.forEach(this::offer);
    }

    private void offer(EngineField field, Suggestions list) {
        list.offer(choices.getOrDefault(field.property(), List.of()));
    }

    private void show(EngineField field, FormLayout layout) {
        shown.add(field);
        (field.isSecret() ? secret : layout).add(input(field), WIDE.contains(field) ? 2 : 1);
        if (field == EngineField.HOST_KEY || field == EngineField.LORA_HOST_KEY) {
            layout.add(hostKey, 2);
        }
    }

    private AbstractField<?, String> input(EngineField field) {
        return inputs.computeIfAbsent(field, this::made);
    }

    private AbstractField<?, String> made(EngineField field) {
        AbstractField<?, String> input = empty(field);
        input.getElement().setProperty("label", field.label());
        boolean set = kept.contains(field);
        ((HasHelper) input)
                .setHelperText(set ? "Set, and never shown again. Leave it empty to keep it." : field.help());
        input.setRequiredIndicatorVisible(field.isRequired() && !set);
        ((HasSize) input).setWidthFull();
        if (values.containsKey(field)) {
            input.setValue(values.get(field));
        }
        if (OFFERED.contains(field) && input instanceof TextField text) {
            Suggestions list = new Suggestions(text, "engine-" + field.property() + "-values");
            suggestions.put(field, list);
            offer(field, list);
        }
        // Reported at the next save; what was wrong may be right by now.
        input.addValueChangeListener(change -> ((HasValidation) input).setInvalid(false));
        return input;
    }

    private static AbstractField<?, String> empty(EngineField field) {
        return switch (field.input()) {
            case SECRET -> {
                PasswordField secret = new PasswordField();
                secret.setAutocomplete(Autocomplete.OFF);
                yield secret;
            }
            case SECRET_LINES, CERTIFICATE_LINES -> {
                TextArea lines = new TextArea();
                lines.setAutocomplete(Autocomplete.OFF);
                lines.setMaxRows(4);
                yield lines;
            }
            case CONTAINER -> choice("none", "pyxis", "apptainer", "command");
            case VARIANT -> choice("dev", "krea", "schnell", "flux2", "flux2_klein_9b", "flux2_klein_4b");
            default -> new TextField();
        };
    }

    private static Select<String> choice(String... items) {
        Select<String> choice = new Select<>();
        choice.setItems(items);
        choice.setItemLabelGenerator(CHOICES::get);
        choice.setValue(items[0]);
        return choice;
    }

    Map<EngineField, String> typed(boolean secrets) {
        Map<EngineField, String> typed = new EnumMap<>(EngineField.class);
        shown.stream()
                .filter(field ->
                        field.isSecret() == secrets && !input(field).getValue().isBlank())
                .forEach(field -> typed.put(field, input(field).getValue()));
        return typed;
    }

    Optional<? extends HasValue<?, ?>> input(String property) {
        return shown.stream()
                .filter(field -> field.property().equals(property))
                .map(this::input)
                .findFirst();
    }
}
