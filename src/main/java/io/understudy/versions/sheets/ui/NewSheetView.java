package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.understudy.billing.Dollars;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.identity.Role;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.TitledPage;
import io.understudy.platform.ui.UnusableBanner;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.sheets.CheckpointSheetService;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetKind;
import io.understudy.versions.sheets.SheetPreview;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.plans.SheetPlan;
import io.understudy.versions.ui.VersionPages;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Route(SheetRoutes.NEW)
@RolesAllowed(Role.MEMBER_ROLE)
class NewSheetView extends TitledPage<VersionCard> {
    private static final List<Integer> SIDES = List.of(512, 768, 1024, 1536);

    private final transient SheetService sheets;
    private final transient CheckpointSheetService checkpoints;
    private final transient VersionService versions;
    private final transient CharacterService characters;
    private final transient VersionSignals signals;
    private final Div facts = new Panel();
    private final Button draw = new Button("Generate");
    private final RadioButtonGroup<SheetKind> kind = new RadioButtonGroup<>("Columns");
    private final Select<PictureSettings> size = new Select<>();
    private transient @Nullable GenerationBackendChoice backend;
    private boolean wantsCheckpoints;
    private Button upload = new Button();

    NewSheetView(
            SheetService sheets,
            CheckpointSheetService checkpoints,
            VersionService versions,
            CharacterService characters,
            VersionSignals signals) {
        this.sheets = sheets;
        this.checkpoints = checkpoints;
        this.versions = versions;
        this.characters = characters;
        this.signals = signals;
        draw.addClickListener(click -> make(this::drawn));
        draw.setDisableOnClick(true);
        size.setLabel("Picture size");
        size.setItemLabelGenerator(settings -> settings.width() + " × " + settings.height() + " px");
    }

    private SheetId drawn() {
        String by = Objects.requireNonNull(backend).id();
        return kind.getValue() == SheetKind.CHECKPOINTS
                ? checkpoints.draw(shown().id(), by, size.getValue())
                : sheets.draw(shown().id(), by, size.getValue());
    }

    private SheetPreview offer(GenerationBackendChoice choice) {
        return kind.getValue() == SheetKind.CHECKPOINTS
                ? checkpoints.preview(shown().id(), choice.id(), size.getValue())
                : sheets.preview(shown().id(), choice.id(), size.getValue());
    }

    @Override
    protected VersionCard find(BeforeEnterEvent event) {
        wantsCheckpoints = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("columns")
                .filter("checkpoints"::equals)
                .isPresent();
        return versions.details(VersionPages.id(event, "id")).card();
    }

    @Override
    protected void show(VersionCard found) {
        CharacterSummary character = characters.get(found.character());
        upload = new Button("Upload pictures instead", click -> make(() -> sheets.forUploads(found.id())));
        upload.setTooltipText("Creates an empty sheet by the same plan; pictures made elsewhere go into its places.");
        add(
                VersionPages.header("New test sheet of " + found.name(), character, found)
                        .secondary(upload)
                        .primary(draw),
                new UnusableBanner(signals.changes(), () -> sheets.refusal(found.id()).stream()),
                facts);
        List<GenerationBackendChoice> backends = sheets.backends(found.id());
        if (backends.isEmpty()) {
            draw.setEnabled(false);
            facts.removeAll();
            facts.add(
                    new Paragraph("No connected backend supports %s, for which this version was made. Make the pictures"
                                    .formatted(found.baseModel().label())
                            + " elsewhere and upload them, or ask an admin to connect a backend in the settings."));
            return;
        }
        List<Integer> steps = checkpoints.steps(found.id());
        kind.setItems(SheetKind.values());
        int kept = checkpoints.count(found.id());
        String shown = kept > steps.size() ? steps.size() + " of " + kept : String.valueOf(steps.size());
        kind.setItemLabelGenerator(
                one -> one == SheetKind.STRENGTHS ? "Strengths of this version" : shown + " checkpoints of its run");
        kind.setVisible(!steps.isEmpty());
        kind.setValue(wantsCheckpoints && !steps.isEmpty() ? SheetKind.CHECKPOINTS : SheetKind.STRENGTHS);
        RadioButtonGroup<GenerationBackendChoice> choice = new RadioButtonGroup<>("Generated by");
        choice.setItems(backends);
        choice.setItemLabelGenerator(GenerationBackendChoice::name);
        choice.addValueChangeListener(change -> {
            backend = change.getValue();
            sizes(change.getValue().capabilities());
            show(choice, character);
        });
        kind.addValueChangeListener(change -> {
            upload.setVisible(change.getValue() == SheetKind.STRENGTHS);
            show(choice, character);
        });
        upload.setVisible(kind.getValue() == SheetKind.STRENGTHS);
        size.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                show(choice, character);
            }
        });
        choice.setValue(backends.getFirst());
    }

    /** The backend's own size, and the usual squares that it can generate. */
    private void sizes(GenerationCapabilities can) {
        PictureSettings proposed = can.proposed();
        List<PictureSettings> all = Stream.concat(
                        Stream.of(proposed),
                        SIDES.stream()
                                .filter(side -> can.side().allows(side))
                                .map(side -> new PictureSettings(side, side, proposed.steps(), proposed.guidance())))
                .distinct()
                .toList();
        size.setItems(all);
        size.setValue(proposed);
        size.setVisible(all.size() > 1);
    }

    private void show(RadioButtonGroup<GenerationBackendChoice> choices, CharacterSummary character) {
        GenerationBackendChoice choice = choices.getValue();
        SheetPreview offer = offer(choice);
        Facts list = new Facts("sheet-facts");
        list.fact(
                "Prompts",
                prompts(offer) + " × seeds "
                        + offer.plan().seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        list.fact("Columns", offer.columns().stream().map(SheetColumn::label).collect(Collectors.joining(", ")));
        VersionCard reference = offer.reference();
        if (kind.getValue() == SheetKind.STRENGTHS) {
            list.fact(
                    "Reference",
                    reference == null
                            ? "no other version is in production, so there is no column for one"
                            : reference.name() + ", in production now");
        }
        PictureSettings settings = offer.settings();
        list.fact(
                "Settings",
                "%d × %d px, %d steps, guidance %s"
                        .formatted(settings.width(), settings.height(), settings.steps(), settings.guidance()));
        list.fact("Pictures", pictures(offer));
        list.fact("Time", time(offer));
        list.fact("Cost", cost(offer.estimate().dollars()));
        Anchor plan = new Anchor(SheetRoutes.plan(character.slug()), "Change the plan");
        Paragraph what = new Hint(choice.capabilities().what());
        facts.removeAll();
        facts.add(kind, choices, what, size, list, plan);
        draw.setText(
                offer.missing() == 0
                        ? "Create the sheet"
                        : "Generate " + Formats.plural(offer.missing(), "picture", "pictures"));
        draw.setEnabled(true);
    }

    private static String prompts(SheetPreview offer) {
        SheetPlan plan = offer.plan();
        // A sheet over checkpoints adds prompts without the trigger word to a plan that has none.
        int all = offer.pictures() / offer.columns().size() / plan.seeds().size();
        long calling = plan.prompts().stream()
                .filter(prompt -> prompt.contains(SheetPlan.TRIGGER))
                .count();
        return calling == all
                ? String.valueOf(all)
                : all + ", " + (all - calling) + " of them without the trigger word,";
    }

    private static String pictures(SheetPreview offer) {
        return offer.known() == 0
                ? Formats.count(offer.pictures())
                : "%s, of which %s are reused from earlier sheets: same file, prompt, seed and settings"
                        .formatted(Formats.count(offer.pictures()), Formats.count(offer.known()));
    }

    private static String time(SheetPreview offer) {
        return offer.missing() == 0
                ? "none"
                : "about " + Formats.duration(offer.estimate().time());
    }

    private static String cost(@Nullable BigDecimal dollars) {
        return dollars == null ? "nothing: it runs on your own machine" : "about " + Dollars.of(dollars);
    }

    private void make(Supplier<SheetId> step) {
        boolean made = ErrorMessages.guard(() -> {
            SheetId sheet = step.get();
            UI.getCurrent().navigate(SheetRoutes.of(sheet));
        });
        draw.setEnabled(!made);
    }

    @Override
    protected String title(VersionCard card) {
        return "New test sheet of " + card.name();
    }
}
