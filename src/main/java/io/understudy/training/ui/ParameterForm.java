package io.understudy.training.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.converter.Converter;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.characters.ui.AdviceText;
import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.Advice;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.runs.FieldAdvice;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class ParameterForm extends Div {
    private static final Map<JobField, Advice> STANDING_ADVICE = Map.of(
            JobField.TRIGGER_WORD,
            Advice.hint("From the character. Every caption of the snapshot and every prompt should start with it."),
            JobField.SAMPLE_EVERY,
            Advice.hint("Steps between the samples; 0 for none."),
            JobField.SAMPLE_PROMPTS,
            Advice.hint(
                    "Start with the trigger word; one without it shows whether the character leaks into everything."),
            JobField.SAVE_EVERY,
            Advice.hint("Steps between checkpoints: where a stopped run can resume; 0 for none."),
            JobField.SEED,
            Advice.hint("The same seed, settings and pictures give the same LoRA again."));

    private final Binder<RunDraft> binder = new Binder<>();
    private final Map<String, HasValue<?, ?>> inputs = new HashMap<>();
    private final Map<JobField, AdviceText> advice = new EnumMap<>(JobField.class);
    private transient BackendCapabilities backend;
    private final transient EpochCount epoch;
    private transient Runnable whenChanged = () -> {};
    private final OptionsField options = new OptionsField();
    private boolean filling;

    /** @param epoch of the pictures that a run would train on */
    ParameterForm(BackendCapabilities backend, EpochCount epoch) {
        this.backend = backend;
        this.epoch = epoch;
        addClassName("parameter-form");
        add(
                text(JobField.TRIGGER_WORD),
                number(JobField.STEPS, NumberText.whole("1000")),
                number(JobField.LEARNING_RATE, NumberText.fraction("1e-4", Formats::learningRate)),
                number(JobField.RANK, NumberText.whole("16")),
                number(JobField.ALPHA, NumberText.fraction("16", Wording::plain)),
                number(JobField.BATCH_SIZE, NumberText.whole("1")),
                number(JobField.RESOLUTION, NumberText.whole("1024")));
        options.show(backend.options());
        bind(binder.forField(options), RunDraft.OPTIONS);
        options.addValueChangeListener(event -> changed());
        add(options);
        SamplePromptField prompts = new SamplePromptField();
        AdviceText onPrompts = new AdviceText();
        advice.put(JobField.SAMPLE_PROMPTS, onPrompts);
        bind(binder.forField(prompts), JobField.SAMPLE_PROMPTS.property());
        prompts.addValueChangeListener(event -> changed());
        add(prompts, onPrompts);
        Div intervals = Styled.div(
                "parameter-form",
                number(JobField.SAMPLE_EVERY, NumberText.whole("50")),
                number(JobField.SAVE_EVERY, NumberText.whole("50")),
                number(JobField.SEED, NumberText.seed()));
        add(intervals);
    }

    private <V> void bind(Binder.BindingBuilder<RunDraft, V> field, String property) {
        inputs.put(property, field.getField());
        field.bind(draft -> draft.<V>get(property), (draft, value) -> draft.put(property, value));
    }

    /** The input of a component of the settings. */
    Optional<HasValue<?, ?>> input(String property) {
        return Optional.ofNullable(inputs.get(property));
    }

    /** The settings as far as they can be read: nothing is marked while someone is still typing. */
    RunDraft draft() {
        RunDraft draft = new RunDraft();
        binder.writeBeanAsDraft(draft);
        return draft;
    }

    void onChange(Runnable reaction) {
        whenChanged = reaction;
    }

    void fill(RunDraft draft) {
        filling = true;
        try {
            binder.readBean(draft);
        } finally {
            filling = false;
        }
        changed();
    }

    /** The settings as typed, or nothing while a field cannot be read. */
    Optional<TrainingSettings> parameters() {
        RunDraft draft = new RunDraft();
        return binder.writeBeanIfValid(draft) ? Optional.of(draft.settings()) : Optional.empty();
    }

    void advise(BackendCapabilities capabilities) {
        backend = capabilities;
        options.show(capabilities.options());
        changed();
    }

    private void changed() {
        if (filling) {
            return;
        }
        STANDING_ADVICE.forEach(this::advice);
        FieldAdvice.on(draft().settings(), backend, epoch).forEach(this::advice);
        whenChanged.run();
    }

    private void advice(JobField field, Advice words) {
        AdviceText text = advice.get(field);
        if (text != null) {
            text.show(words);
        }
    }

    private Div text(JobField field) {
        TextField input = input(field);
        bind(
                binder.forField(input).asRequired("A trigger word calls the character, for example “ohwx woman”."),
                field.property());
        return row(field, input);
    }

    private Div number(JobField field, Converter<String, ? extends Number> converter) {
        TextField input = input(field);
        input.addClassName("number-field");
        bind(
                binder.forField(input)
                        .asRequired(field.label() + " is a number.")
                        .withConverter(converter),
                field.property());
        return row(field, input);
    }

    private TextField input(JobField field) {
        TextField input = new TextField(field.label());
        input.setValueChangeMode(ValueChangeMode.LAZY);
        input.addValueChangeListener(
                (HasValue.ValueChangeListener<AbstractField.ComponentValueChangeEvent<TextField, String>>)
                        event -> changed());
        advice.put(field, new AdviceText());
        return input;
    }

    private Div row(JobField field, Component input) {
        Div row = Styled.div("parameter-row", input);
        AdviceText text = advice.get(field);
        if (text != null) {
            row.add(text);
        }
        return row;
    }
}
