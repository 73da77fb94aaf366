package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.identity.Role;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.TitledPage;
import io.understudy.platform.ui.UnusableBanner;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.sheets.CheckpointSheetService;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetKind;
import io.understudy.versions.sheets.SheetPreview;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.ui.VersionPages;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

@Route(SheetRoutes.NEW)
@RolesAllowed(Role.MEMBER_ROLE)
class NewSheetView extends TitledPage<VersionCard> {
    private final transient SheetService sheets;
    private final transient CheckpointSheetService checkpoints;
    private final transient VersionService versions;
    private final transient CharacterService characters;
    private final transient VersionSignals signals;
    private final Div facts = new Panel();
    private final Button draw = new Button("Generate");
    private final RadioButtonGroup<SheetKind> kind = new RadioButtonGroup<>("Columns");
    private final PictureSizeChoice size = new PictureSizeChoice();
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
        choice.setVisible(backends.size() > 1);
        choice.addValueChangeListener(change -> {
            backend = change.getValue();
            size.offer(change.getValue().capabilities());
            show(choice, character);
        });
        kind.addValueChangeListener(change -> show(choice, character));
        size.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                show(choice, character);
            }
        });
        choice.setValue(backends.getFirst());
    }

    private void show(RadioButtonGroup<GenerationBackendChoice> choices, CharacterSummary character) {
        GenerationBackendChoice choice = choices.getValue();
        upload.setVisible(kind.getValue() == SheetKind.STRENGTHS);
        SheetPreview offer = offer(choice);
        SheetPreviewFacts preview = new SheetPreviewFacts(offer, kind.getValue());
        if (!choices.isVisible()) {
            preview.fact("Generated by", choice.name());
        }
        facts.removeAll();
        facts.add(
                kind,
                choices,
                new Hint(choice.capabilities().what()),
                size,
                preview,
                new Anchor(SheetRoutes.plan(character.slug()), "Change the plan"));
        draw.setText(
                offer.missing() == 0
                        ? "Create the sheet"
                        : "Generate " + Formats.plural(offer.missing(), "picture", "pictures"));
        draw.setEnabled(true);
    }

    private void make(Supplier<SheetId> step) {
        draw.setEnabled(!ErrorMessages.guard(() -> UI.getCurrent().navigate(SheetRoutes.of(step.get()))));
    }

    @Override
    protected String title(VersionCard card) {
        return "New test sheet of " + card.name();
    }
}
