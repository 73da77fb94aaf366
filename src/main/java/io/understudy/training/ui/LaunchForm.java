package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.understudy.billing.CostEstimate;
import io.understudy.billing.ui.CostConfirmation;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.GuideCount;
import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunRoutes;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.backends.api.BackendPreset;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.lists.TrackRecord;
import io.understudy.training.rehearsal.Rehearsal;
import io.understudy.training.runs.GridLaunchService;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.ParameterGrid;
import io.understudy.training.runs.RunService;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

class LaunchForm extends Div {
    private final transient RunService runs;
    private transient @Nullable UnaryOperator<RunDraft> chosen;
    private final transient GridLaunchService grids;
    private final transient RehearsalPanelFactory rehearsals;
    private final transient CharacterSummary character;
    private final transient @Nullable RunDetails from;
    private final transient Supplier<GuideCount> count;
    private final transient EpochCount epoch;
    private final int pictures;
    private final Button launch;
    private transient @Nullable CostEstimate price;
    // One form is one wish: however often the button is pressed, it gives one run.
    private final UUID clientKey = UUID.randomUUID();
    private final TrackRecordPanel worked;
    private final RadioButtonGroup<BackendChoice> backend = new RadioButtonGroup<>("Backend");
    private final Paragraph backendWords = new Paragraph();
    private final EngineOffer offer;
    private final Div presets = new Div();
    private final ParameterForm form;
    private final LaunchSummary summary;
    private final DraftKeeper draft;
    private final VariationFields variations = new VariationFields();
    private final transient List<LaunchExtra.Choice> extras;

    LaunchForm(
            RunService runs,
            GridLaunchService grids,
            RehearsalPanelFactory rehearsals,
            List<TrackRecord> records,
            CharacterSummary character,
            Supplier<GuideCount> count,
            EpochCount epoch,
            @Nullable RunDetails from,
            RunProposal proposal,
            EngineOffer offer,
            List<LaunchExtra.Choice> extras,
            Button launch) {
        this.runs = runs;
        this.grids = grids;
        this.rehearsals = rehearsals;
        this.character = character;
        this.count = count;
        this.epoch = epoch;
        GuideCount counted = count.get();
        this.pictures = counted.pictures();
        this.from = from;
        this.offer = offer;
        this.extras = extras;
        this.launch = launch;
        addClassNames("with-side-panel", "launch-form");
        List<BackendChoice> choices = runs.backends();
        BackendChoice first = choices.stream()
                .filter(choice -> choice.isOpen() && from != null && choice.id().equals(from.backend()))
                .findFirst()
                .or(() -> choices.stream().filter(BackendChoice::isOpen).findFirst())
                .orElseThrow();
        form = new ParameterForm(first.capabilities(), epoch);
        summary = new LaunchSummary(character, counted);
        this.worked = new TrackRecordPanel(records, choices, this::take);
        backend.setItems(choices);
        backend.setItemLabelGenerator(
                choice -> choice.displayName() + (choice.obstacle() == null ? "" : ": " + choice.obstacle()));
        backend.setItemEnabledProvider(BackendChoice::isOpen);
        backend.setValue(first);
        backendWords.addClassName("backend-words");
        backend.addValueChangeListener(event -> chooseBackend(event.getValue()));
        launch.setEnabled(summary.launchable());
        launch.setDisableOnClick(true);
        launch.addClickListener(event -> launch());
        form.onChange(this::estimate);
        variations.onChange(this::estimate);
        extras.forEach(extra -> extra.onChange(this::estimate));
        draft = new DraftKeeper(
                "run/" + character.id() + (from == null ? "" : "/from/" + from.number()),
                new Panel("Where", backend, backendWords, offer),
                new Panel("Settings", presets, form),
                variations);
        Div main = Styled.div("list-content", draft);
        if (!proposal.isEmpty()) {
            main.addComponentAsFirst(new ProposalNote(
                    proposal,
                    beginning(first).settings(),
                    proposal.apply(beginning(first)).settings(),
                    from == null ? null : "run " + from.number()));
        }
        RehearsalPanel rehearsal = rehearsals.ofForm(character.id(), form::parameters, summary::fewerConfirmed);
        rehearsal.setVisible(summary.launchable());
        Div side = Styled.div("list-content stays-in-view", summary);
        extras.forEach(extra -> side.add(extra.component()));
        side.add(rehearsal, worked);
        add(main, side);
        form.fill(proposal.apply(beginning(first)));
        BackendPreset preset = first.capabilities().presets().getFirst();
        chosen = from == null && proposal.isEmpty() ? draft -> draft.with(preset) : null;
        PresetChips chips = chooseBackend(first);
        rehearsals.before(character.id(), form.draft().settings()).ifPresent(rehearsal::show);
        if (!proposal.isEmpty()) {
            chips.mark(proposal.preset());
        }
    }

    String backend() {
        return backend.getValue().id();
    }

    void onBackend(Consumer<String> listener) {
        backend.addValueChangeListener(event -> listener.accept(event.getValue().id()));
    }

    private RunDraft beginning(BackendChoice choice) {
        if (from != null) {
            return new RunDraft(from.parameters());
        }
        return new RunDraft()
                .with(choice.capabilities().presets().getFirst())
                .put(JobField.TRIGGER_WORD, character.triggerWord().value())
                .put(JobField.SAMPLE_PROMPTS, SampleProposals.of(character));
    }

    private PresetChips chooseBackend(BackendChoice choice) {
        backendWords.setText(choice.capabilities().what());
        offer.show(choice.id());
        PresetChips chips = new PresetChips(choice.capabilities(), this::choosePreset);
        if (isAsPresetLeftIt()) {
            BackendPreset first = choice.capabilities().presets().getFirst();
            choosePreset(draft -> draft.with(first));
            chips.markFirst();
        } else {
            chosen = null;
        }
        presets.removeAll();
        presets.add(chips);
        variations.advise(choice.capabilities());
        form.advise(choice.capabilities());
        worked.showFor(choice);
        summary.showRepeats(epoch, choice);
        return chips;
    }

    private void choosePreset(UnaryOperator<RunDraft> preset) {
        form.fill(preset.apply(form.draft()));
        chosen = preset;
    }

    /** Whether nothing was changed since a preset was chosen: then another backend begins with its own. */
    private boolean isAsPresetLeftIt() {
        UnaryOperator<RunDraft> preset = chosen;
        RunDraft draft = form.draft();
        TrainingSettings now = draft.settings();
        return preset != null && preset.apply(draft).settings().equals(now);
    }

    /** Takes over settings that were used before; trigger word, seed, prompts and intervals stay. */
    private void take(TrackRecord record) {
        form.fill(form.draft()
                .put(JobField.STEPS, record.steps())
                .put(JobField.LEARNING_RATE, record.learningRate())
                .put(JobField.RANK, record.rank())
                .put(JobField.ALPHA, record.alpha())
                .put(JobField.BATCH_SIZE, record.batchSize())
                .put(JobField.RESOLUTION, record.resolution()));
    }

    private void estimate() {
        TrainingSettings asked = form.draft().settings();
        List<TrainingSettings> all =
                variations.grid().map(grid -> grid.of(asked)).orElse(List.of());
        boolean readable = !all.isEmpty() && all.stream().allMatch(run -> run.steps() >= 1 && run.batchSize() >= 1);
        summary.showTime(
                readable
                        ? all.stream()
                                .map(run -> runs.estimate(backend(), run, pictures))
                                .reduce(Duration.ZERO, Duration::plus)
                        : null,
                all.size());
        CostEstimate training = readable ? runs.cost(backend(), all) : null;
        summary.showCost(training, all.size());
        List<TrainingSettings> shown = readable ? all : List.of();
        BigDecimal more =
                extras.stream().map(extra -> extra.show(backend(), shown)).reduce(BigDecimal.ZERO, BigDecimal::add);
        price = training == null ? null : with(training, more);
        String verb = all.size() > 1 ? "Launch " + all.size() + " runs" : "Launch";
        launch.setText(price == null || price.free() ? verb : CostConfirmation.label(verb, price));
    }

    /** The price of the runs together with that of what is ordered with them. */
    private static CostEstimate with(CostEstimate training, BigDecimal more) {
        BigDecimal own = training.free() ? BigDecimal.ZERO : training.amount();
        return more.signum() == 0 || own == null
                ? training
                : new CostEstimate(false, own.add(more), training.needsRelease(), training.limit(), training.recent());
    }

    private void launch() {
        Optional<TrainingSettings> asked = form.parameters();
        Optional<ParameterGrid> grid = variations.grid();
        if (asked.isEmpty() || grid.isEmpty()) {
            launch.setEnabled(true);
            return;
        }
        Optional<Rehearsal> failed = rehearsals.failedBefore(character.id(), asked.get());
        if (failed.isPresent()) {
            launch.setEnabled(true);
            askAfter(failed.get(), () -> tryToLaunch(asked.get(), grid.get()));
        } else {
            tryToLaunch(asked.get(), grid.get());
        }
    }

    private void tryToLaunch(TrainingSettings asked, ParameterGrid grid) {
        if (!ErrorMessages.guard(form::input, () -> launch(asked, grid))) {
            launch.setEnabled(true);
            // Copies may have been found since the form was opened: then it asks for a confirmation that was not
            // needed.
            summary.show(count.get());
        }
    }

    /** A rehearsal forbids nothing, but nobody launches without having seen what it found. */
    private void askAfter(Rehearsal failed, Runnable goOn) {
        Confirmation.of(
                        "Launch despite the rehearsal's findings?",
                        RehearsalLabels.score(failed) + ". Not passed: " + RehearsalLabels.failed(failed) + ".",
                        price == null || price.free()
                                ? "Launch anyway"
                                : CostConfirmation.label("Launch anyway", price),
                        "Review the rehearsal",
                        goOn)
                .open();
    }

    private void launch(TrainingSettings asked, ParameterGrid grid) {
        List<LaunchResult> receipts = grids.launch(
                new LaunchRequest(
                        character.id(),
                        backend(),
                        asked,
                        summary.fewerConfirmed(),
                        clientKey,
                        from == null ? null : from.number()),
                grid);
        draft.saved();
        List<RunId> launched = receipts.stream().map(LaunchResult::run).toList();
        extras.forEach(extra -> ErrorMessages.guard(() -> extra.launched(launched)));
        if (receipts.size() == 1) {
            LaunchResult receipt = receipts.getFirst();
            Notifications.done(
                    receipt.awaitingApproval()
                            ? "Run " + receipt.number() + " is waiting for an admin to release it"
                            : "Run " + receipt.number() + " is launched");
            Navigation.open(RunRoutes.of(receipt.number()));
        } else {
            long held = receipts.stream().filter(LaunchResult::awaitingApproval).count();
            Notifications.done(receipts.size() + " runs are launched"
                    + (held == 0 ? "" : "; " + held + " of them are waiting for an admin to release them"));
            Navigation.open(RunRoutes.ofCharacter(character.slug()));
        }
    }
}
