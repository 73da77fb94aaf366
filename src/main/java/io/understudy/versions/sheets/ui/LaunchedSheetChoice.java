package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import io.understudy.billing.CostEstimate;
import io.understudy.billing.Dollars;
import io.understudy.characters.CharacterId;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.training.RunId;
import io.understudy.training.TrainingSettings;
import io.understudy.training.ui.LaunchExtra;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.runs.RunSheetOffer;
import io.understudy.versions.sheets.runs.RunSheetService;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** In the form that launches runs: whether each of them has a sheet over its checkpoints, and what that would be. */
class LaunchedSheetChoice extends Panel implements LaunchExtra.Choice {
    /** No run has more; a longer one is refused when it is launched. */
    private static final int MOST_STEPS = 10_000;

    private final transient RunSheetService sheets;
    private final transient CharacterId character;
    private final Select<GenerationBackendChoice> backend = new Select<>();
    private final Paragraph size = new Paragraph();
    private final Paragraph price = new Paragraph();
    private final Hint meaning = new Hint("");
    private transient List<GenerationBackendChoice> choices = List.of();
    private transient List<RunSheetOffer> offers = List.of();
    private transient Runnable whenChanged = () -> {};
    private final DraftKeeper draft;
    private boolean offering;

    LaunchedSheetChoice(RunSheetService sheets, CharacterId character) {
        super("Sheet over checkpoints");
        this.sheets = sheets;
        this.character = character;
        backend.setLabel("Generate a sheet of its checkpoints while it trains");
        backend.setWidthFull();
        backend.setEmptySelectionAllowed(true);
        backend.setEmptySelectionCaption("No");
        backend.setItemLabelGenerator(choice -> choice == null ? "No" : "Yes, by " + choice.name());
        backend.addValueChangeListener(change -> {
            if (!offering) {
                whenChanged.run();
            }
        });
        draft = new DraftKeeper("run-sheet/" + character.value(), backend);
        add(draft, size, price, meaning);
        setVisible(false);
    }

    @Override
    public Component component() {
        return this;
    }

    @Override
    public void onChange(Runnable reaction) {
        whenChanged = reaction;
    }

    @Override
    public BigDecimal show(String trainer, List<TrainingSettings> runs) {
        offers = List.of();
        // What was chosen stays while someone is still typing.
        if (!runs.isEmpty()) {
            boolean offered =
                    runs.stream().allMatch(run -> run.steps() <= MOST_STEPS && sheets.isOffered(trainer, run));
            if (offered) {
                offer(sheets.backends(trainer));
            }
            setVisible(offered && !choices.isEmpty());
            GenerationBackendChoice chosen = backend.getValue();
            if (isVisible() && chosen != null) {
                offers = offers(trainer, runs, chosen.id());
            }
        }
        boolean any = !offers.isEmpty();
        size.setVisible(any);
        price.setVisible(any);
        meaning.setVisible(any);
        if (any) {
            size.setText(size());
            price.setText(price());
            meaning.setText("Each column is generated when its checkpoint arrives; the run never waits for it."
                    + (offers.getFirst().cost().free()
                            ? ""
                            : " If the run ends earlier, only what was generated is charged."));
        }
        return paid();
    }

    private BigDecimal paid() {
        BigDecimal paid = BigDecimal.ZERO;
        for (RunSheetOffer offer : offers) {
            BigDecimal amount = offer.cost().amount();
            if (!offer.cost().free() && amount != null && isOrderable(offer)) {
                paid = paid.add(amount);
            }
        }
        return paid;
    }

    /** Others are refused, and no part of the price that the person agrees to. */
    private static boolean isOrderable(RunSheetOffer offer) {
        return offer.cost().free()
                || offer.cost().amount() != null && !offer.cost().needsRelease();
    }

    private void offer(List<GenerationBackendChoice> now) {
        if (now.equals(choices)) {
            return;
        }
        GenerationBackendChoice before = backend.getValue();
        choices = now;
        offering = true;
        try {
            backend.setItems(now);
            now.stream()
                    .filter(choice -> before != null && choice.id().equals(before.id()))
                    .findFirst()
                    .ifPresent(backend::setValue);
        } finally {
            offering = false;
        }
    }

    /** Runs that differ in nothing else have the same sheets. */
    private List<RunSheetOffer> offers(String trainer, List<TrainingSettings> runs, String by) {
        Map<List<Integer>, RunSheetOffer> known = new HashMap<>();
        return runs.stream()
                .map(run -> known.computeIfAbsent(
                        List.of(run.steps(), run.saveEvery()), steps -> sheets.offer(character, trainer, run, by)))
                .toList();
    }

    private String size() {
        int pictures = offers.stream().mapToInt(RunSheetOffer::pictures).sum();
        Duration time = offers.stream().map(offer -> offer.estimate().time()).reduce(Duration.ZERO, Duration::plus);
        RunSheetOffer first = offers.getFirst();
        String columns = first.columns().stream().map(SheetColumn::label).collect(Collectors.joining(", "));
        return Formats.plural(pictures, "picture", "pictures")
                + (offers.size() == 1 ? " in the columns " + columns : " in " + offers.size() + " sheets") + ". About "
                + Formats.duration(time) + " in all.";
    }

    private String price() {
        List<RunSheetOffer> ordered =
                offers.stream().filter(LaunchedSheetChoice::isOrderable).toList();
        String refused = offers.stream()
                .filter(offer -> !isOrderable(offer))
                .findFirst()
                .map(offer -> (offers.size() == 1 ? "It" : ordered.isEmpty() ? "They" : "The others")
                        + " will not be ordered: " + obstacle(offer.cost(), offers.size() == 1) + ".")
                .orElse("");
        return ordered.isEmpty() ? refused : (cost(ordered) + " " + refused).strip();
    }

    private static String obstacle(CostEstimate cost, boolean single) {
        return cost.amount() == null ? "no price was entered" : (single ? "it is " : "each is ") + cost.excess();
    }

    private String cost(List<RunSheetOffer> ordered) {
        BigDecimal dollars = BigDecimal.ZERO;
        for (RunSheetOffer offer : ordered) {
            BigDecimal each = offer.estimate().dollars();
            if (each == null) {
                return "Cost: " + RunSheetPanel.unpriced(offer.cost()) + ".";
            }
            dollars = dollars.add(each);
        }
        String which = offers.size() == 1
                ? ""
                : ordered.size() == offers.size()
                        ? " for all sheets"
                        : " for " + ordered.size() + " of " + offers.size() + " sheets";
        return "Cost: about " + Dollars.of(dollars) + which + ", in addition to the training."
                + (ordered.getFirst().cost().free()
                        ? ""
                        : " It counts against your limit after the training; above the limit only the training is"
                                + " launched.");
    }

    @Override
    public void launched(List<RunId> runs) {
        draft.saved();
        List<RunSheetOffer> agreed = offers;
        List<String> refusals = new ArrayList<>();
        for (int at = 0; at < Math.min(runs.size(), agreed.size()); at++) {
            try {
                // A launch that is repeated has its sheet.
                if (isOrderable(agreed.get(at)) && sheets.isOffered(runs.get(at))) {
                    sheets.order(runs.get(at), agreed.get(at));
                }
            } catch (DomainException refused) {
                refusals.add(refused.words());
            }
        }
        if (!refusals.isEmpty()) {
            Notifications.refused("Launched, but not every sheet over checkpoints was ordered. " + refusals.getFirst());
        }
    }
}
