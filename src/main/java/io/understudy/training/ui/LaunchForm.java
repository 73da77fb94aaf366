package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.understudy.characters.CharacterSummary;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Pages;
import io.understudy.shared.ui.Refusals;
import io.understudy.training.BackendChoice;
import io.understudy.training.LaunchReceipt;
import io.understudy.training.LaunchRequest;
import io.understudy.training.RunDetails;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunService;
import io.understudy.training.TrainingParameters;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Backend, presets, settings and summary. A refused launch leaves everything as it was typed. */
class LaunchForm extends Div {
    private final transient RunService runs;
    private final transient CharacterSummary character;
    private final transient @Nullable RunDetails from;
    private final int pictures;
    private final Button launch;
    // One form is one wish: however often the button is pressed, it gives one run.
    private final UUID clientKey = UUID.randomUUID();
    private final RadioButtonGroup<BackendChoice> backend = new RadioButtonGroup<>("Backend");
    private final Paragraph backendWords = new Paragraph();
    private final Div presets = new Div();
    private final ParameterForm form;
    private final LaunchSummary summary;

    LaunchForm(RunService runs, CharacterSummary character, int pictures, @Nullable RunDetails from, Button launch) {
        this.runs = runs;
        this.character = character;
        this.pictures = pictures;
        this.from = from;
        this.launch = launch;
        addClassName("with-side-panel");
        List<BackendChoice> choices = runs.backends();
        BackendChoice first = choices.stream()
                .filter(choice -> from != null && choice.id().equals(from.backend()))
                .findFirst()
                .orElse(choices.getFirst());
        form = new ParameterForm(first.capabilities());
        summary = new LaunchSummary(character, pictures);
        backend.setItems(choices);
        backend.setItemLabelGenerator(BackendChoice::displayName);
        backend.setValue(first);
        backendWords.addClassName("backend-words");
        backend.addValueChangeListener(event -> chooseBackend(event.getValue()));
        launch.setEnabled(summary.launchable());
        launch.setDisableOnClick(true);
        launch.addClickListener(event -> launch());
        form.onChange(this::estimate);
        Div main = new Div(panel("Where", backend, backendWords), panel("Settings", presets, form));
        main.addClassName("list-content");
        add(main, summary);
        form.fill(beginning(first));
        chooseBackend(first);
    }

    private RunDraft beginning(BackendChoice choice) {
        if (from != null) {
            return RunDraft.of(from.parameters());
        }
        RunDraft draft = new RunDraft().with(choice.capabilities().presets().getFirst());
        draft.setTriggerWord(character.triggerWord());
        draft.setSamplePrompts(SampleProposals.of(character));
        return draft;
    }

    private void chooseBackend(BackendChoice choice) {
        backendWords.setText(choice.capabilities().what());
        PresetChips chips = new PresetChips(choice.capabilities(), preset -> {
            RunDraft draft = new RunDraft();
            form.binder().writeBeanAsDraft(draft);
            form.fill(preset.apply(draft));
        });
        if (from == null) {
            chips.markFirst();
        }
        presets.removeAll();
        presets.add(chips);
        form.advise(choice.capabilities());
    }

    private void estimate() {
        RunDraft draft = new RunDraft();
        form.binder().writeBeanAsDraft(draft);
        TrainingParameters asked = draft.asParameters();
        summary.showTime(
                asked.steps() < 1 || asked.batchSize() < 1
                        ? null
                        : runs.estimate(backend.getValue().id(), asked, pictures));
    }

    private void launch() {
        Optional<TrainingParameters> asked = form.parameters();
        boolean launched = asked.isPresent() && Refusals.guard(form.binder(), () -> launch(asked.get()));
        if (!launched) {
            launch.setEnabled(true);
        }
    }

    private void launch(TrainingParameters asked) {
        LaunchReceipt receipt = runs.launch(new LaunchRequest(
                character.id(),
                backend.getValue().id(),
                asked,
                summary.fewerConfirmed(),
                clientKey,
                from == null ? null : from.number()));
        Notices.done(
                receipt.held()
                        ? "Run " + receipt.number() + " waits for an admin to release it"
                        : "Run " + receipt.number() + " is launched");
        Pages.open(RunRoutes.of(receipt.number()));
    }

    private static Div panel(String title, Component... content) {
        Div panel = new Div(new H2(title));
        panel.add(content);
        panel.addClassName("panel");
        return panel;
    }
}
