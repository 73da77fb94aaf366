package io.understudy.providers.engines.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.Role;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.SlowWork;
import io.understudy.platform.ui.Styled;
import io.understudy.providers.engines.EngineAnswer;
import io.understudy.providers.engines.EngineBackendFactory.Trainer;
import io.understudy.providers.engines.EngineCard;
import io.understudy.providers.engines.EngineCheckService;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineService;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adds an engine or changes one; it shows the fields of its kind only. */
class EngineDialog extends FormDialog {
    private final transient EngineService engines;
    private final transient EngineCheckService checks;
    private final transient @Nullable EngineCard card;
    private transient @Nullable EngineId id;
    private final Select<EngineKind> kind = new Select<>();
    private final Span help = Hint.inline("");
    private final TextField name = new TextField("Name");
    private final EngineFields fields;
    private final Select<Trainer> trainer = new Select<>();
    private final TextField workFolder = new TextField("Work folder");
    private final IntegerField mostAtOnce = new IntegerField();
    private final BigDecimalField price = new BigDecimalField("Price per GPU hour");
    private final Select<Role> openTo = new Select<>();
    private final Div jobs;
    private final Div training;
    private final DraftKeeper reached;
    private final DraftKeeper runs;
    private final Checkbox sameMachine = new Checkbox("It is the same machine at a new address");
    private final Div answer = new Div();
    private final Button test = new Button("Test connection", event -> test());

    /** @param saved receives the engine's id */
    EngineDialog(
            EngineService engines, EngineCheckService checks, @Nullable EngineCard card, Consumer<EngineId> saved) {
        super(card == null ? "Add an engine" : "Edit “" + card.name() + "”", "min(44rem, 96vw)");
        this.engines = engines;
        this.checks = checks;
        this.card = card;
        fields = new EngineFields(
                checks, card == null ? Map.of() : card.values(), card == null ? Set.of() : card.secrets());
        if (card != null && card.check() != null) {
            fields.offer(card.check().answer().choices());
        }
        jobs = part("What each run asks the cluster for", fields.jobs());
        training = part("Trainer", EngineFields.twoColumns(trainer, workFolder), fields.installation());
        prepare();
        String key = "engine/" + (card == null ? "new" : card.id().value());
        reached = new DraftKeeper(key, Styled.div("engine-form", name, fields.access()));
        runs = new DraftKeeper(
                key + "/runs",
                Styled.div(
                        "engine-form",
                        jobs,
                        training,
                        part("Limits", EngineFields.twoColumns(mostAtOnce, price, openTo))));
        add(Styled.div("engine-form", kind, help, reached, fields.secret(), runs, sameMachine, answer));
        offerAnotherAddress();
        test.setDisableOnClick(true);
        getFooter().add(test);
        confirm(card == null ? "Add engine" : "Save changes", event -> save(saved));
        List<EngineKind> kinds = card == null ? engines.kinds() : List.of(card.kind());
        kind.setItems(kinds);
        kind.setReadOnly(card != null);
        kind.setValue(kinds.getFirst());
    }

    /** While something there is looked for at the address. */
    private void offerAnotherAddress() {
        Optional<String> there = Optional.ofNullable(card)
                .filter(engine -> engine.kind().isTrainer())
                .flatMap(engine -> engines.followed(engine.id()));
        sameMachine.setVisible(there.isPresent());
        there.ifPresent(found -> sameMachine.setHelperText(
                "Needed to change the address while jobs are looked for there: " + found + " in progress, or ending."));
    }

    private static Div part(String title, Component... content) {
        Div part = Styled.div("engine-part", new H3(title));
        part.add(content);
        return part;
    }

    private void prepare() {
        kind.setLabel("Kind");
        kind.setItemLabelGenerator(EngineKind::label);
        kind.addValueChangeListener(change -> showFields(change.getValue()));
        name.setMaxLength(60);
        name.setAutofocus(true);
        name.setRequiredIndicatorVisible(true);
        name.setHelperText("People choose it by this name.");
        trainer.setLabel("Trainer");
        trainer.setItemLabelGenerator(Trainer::label);
        trainer.addValueChangeListener(change -> showTrainer());
        workFolder.setHelperText("Where runs compute: they keep their files there. Others must not read it.");
        workFolder.setRequiredIndicatorVisible(true);
        mostAtOnce.setMin(1);
        mostAtOnce.setStepButtonsVisible(true);
        price.setPrefixComponent(new Span("$"));
        openTo.setLabel("Who may use it");
        openTo.setItems(Role.values());
        openTo.setItemLabelGenerator(EngineLabels::openTo);
        name.setValue(card == null ? "" : card.name());
        workFolder.setValue(card == null ? "" : card.workFolder());
        mostAtOnce.setValue(card == null ? 1 : card.mostAtOnce());
        price.setValue(card == null ? null : card.pricePerGpuHour());
        openTo.setValue(card == null ? Role.MEMBER : card.openTo());
    }

    private void showFields(EngineKind chosen) {
        help.setText(chosen.help());
        String before = trainer.isEmpty()
                ? card == null ? "" : card.trainer()
                : trainer.getValue().id();
        List<Trainer> trainers = engines.trainers(chosen);
        trainer.setItems(trainers);
        trainer.setVisible(!trainers.isEmpty());
        training.setVisible(!trainers.isEmpty() || chosen.hasWorkFolder());
        jobs.setVisible(chosen.fields().stream().anyMatch(EngineField::isOfJob));
        trainers.stream()
                .filter(each -> each.id().equals(before))
                .findFirst()
                .or(() -> trainers.stream().findFirst())
                .ifPresent(trainer::setValue);
        showTrainer();
        workFolder.setVisible(chosen.hasWorkFolder());
        mostAtOnce.setLabel(chosen.isTrainer() ? "Runs at a time" : "Jobs at a time");
        price.setHelperText(
                chosen.isTrainer()
                        ? "Charged for what runs compute. Empty for free."
                        : "Charged for the time in which pictures are generated. Empty for free.");
    }

    private void showTrainer() {
        Trainer chosen = trainer.getValue();
        trainer.setHelperText(chosen == null ? "" : chosen.help());
        fields.show(kind.getValue(), chosen == null ? List.of() : chosen.fields());
        answer.removeAll();
    }

    private EngineDraft typed() {
        Integer most = mostAtOnce.getValue();
        Trainer chosen = trainer.getValue();
        return new EngineDraft(
                name.getValue(),
                kind.getValue(),
                fields.typed(false),
                fields.typed(true),
                chosen == null ? "" : chosen.id(),
                workFolder.getValue(),
                most == null ? 0 : most,
                price.getValue(),
                openTo.getValue());
    }

    private Optional<? extends HasValue<?, ?>> input(String property) {
        return switch (property) {
            case "name" -> Optional.of(name);
            case "trainer" -> Optional.of(trainer);
            case "workFolder" -> Optional.of(workFolder);
            case "mostAtOnce" -> Optional.of(mostAtOnce);
            case "price" -> Optional.of(price);
            default -> fields.input(property);
        };
    }

    private void save(Consumer<EngineId> saved) {
        boolean done = ErrorMessages.guard(this::input, () -> {
            EngineCard before = card;
            if (before == null) {
                id = engines.add(typed());
            } else {
                id = before.id();
                engines.change(id, before.rowVersion(), typed(), sameMachine.getValue());
            }
        });
        if (done) {
            reached.saved();
            runs.saved();
            Notifications.done("“" + name.getValue().strip() + "” is saved");
            close();
            saved.accept(Objects.requireNonNull(id));
        } else {
            offerAnotherAddress();
        }
    }

    private void test() {
        EngineDraft typed = typed();
        Optional<EngineId> stored = Optional.ofNullable(card).map(EngineCard::id);
        answer.removeAll();
        boolean asked = ErrorMessages.guard(this::input, () -> {
            engines.requireValid(stored, typed);
            answer.add(Hint.inline("Asking…"));
            SlowWork.inBackground(
                    UI.getCurrent(), () -> checks.test(stored, typed), this::show, () -> test.setEnabled(true));
        });
        if (!asked) {
            test.setEnabled(true);
        }
    }

    private void show(EngineAnswer said) {
        answer.removeAll();
        answer.add(EngineLabels.answer(said));
        if (!said.facts().isEmpty()) {
            fields.offer(said.choices());
        }
    }
}
