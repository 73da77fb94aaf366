package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterSummary;
import io.understudy.costs.Dollars;
import io.understudy.generation.GeneratorChoice;
import io.understudy.people.Role;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import io.understudy.shared.ui.Refusals;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetOffer;
import io.understudy.versions.sheets.SheetRoutes;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a test sheet of a version would show and cost, before it is made. */
@Route(SheetRoutes.NEW)
@RolesAllowed(Role.MEMBER_ROLE)
class NewSheetView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient SheetDesk desk;
    private final Div facts = new Div();
    private final Button draw = new Button("Draw");
    private transient @Nullable VersionCard version;
    private transient @Nullable String backend;

    NewSheetView(SheetDesk desk) {
        this.desk = desk;
        facts.addClassName("panel");
        draw.addClickListener(click -> make(() -> desk.sheets().draw(shown().id(), String.valueOf(backend))));
        draw.setDisableOnClick(true);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        VersionCard found = desk.versions().details(id(event)).card();
        version = found;
        CharacterSummary character = desk.characters().get(found.character());
        removeAll();
        Button upload = new Button(
                "Upload pictures instead", click -> make(() -> desk.sheets().forUploads(found.id())));
        upload.setTooltipText("Makes an empty sheet by the same plan; pictures made elsewhere go into its places.");
        add(
                new PageHeader("New test sheet of " + found.name())
                        .crumb("Characters", "characters")
                        .crumb(character.name(), "characters/" + character.slug())
                        .crumb(found.name(), VersionRoutes.of(found.id()))
                        .secondary(upload)
                        .primary(draw),
                facts);
        List<GeneratorChoice> backends = desk.sheets().backends(found.id());
        if (backends.isEmpty()) {
            draw.setEnabled(false);
            facts.removeAll();
            facts.add(new Paragraph(
                    "No connected backend draws with %s, for which this version was made. Draw the pictures"
                                    .formatted(found.baseModel().label())
                            + " elsewhere and upload them, or ask an admin to connect a backend in the settings."));
            return;
        }
        RadioButtonGroup<GeneratorChoice> choice = new RadioButtonGroup<>("Drawn by");
        choice.setItems(backends);
        choice.setItemLabelGenerator(GeneratorChoice::name);
        choice.addValueChangeListener(change -> show(change.getValue(), choice, character));
        choice.setValue(backends.getFirst());
    }

    private void show(GeneratorChoice choice, RadioButtonGroup<GeneratorChoice> choices, CharacterSummary character) {
        backend = choice.id();
        SheetOffer offer = desk.sheets().offer(shown().id(), choice.id());
        DescriptionList list = new DescriptionList();
        list.addClassName("sheet-facts");
        fact(
                list,
                "Prompts",
                offer.plan().prompts().size() + " × seeds "
                        + offer.plan().seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        fact(list, "Columns", offer.columns().stream().map(SheetColumn::label).collect(Collectors.joining(", ")));
        VersionCard reference = offer.reference();
        fact(
                list,
                "Reference",
                reference == null
                        ? "no other version is in production, so there is no column for one"
                        : reference.name() + ", in production now");
        var settings = choice.capabilities().proposed();
        fact(
                list,
                "Settings",
                "%d × %d px, %d steps, guidance %s"
                        .formatted(settings.width(), settings.height(), settings.steps(), settings.guidance()));
        fact(list, "Pictures", pictures(offer));
        fact(list, "Time", time(offer));
        fact(list, "Cost", cost(offer.estimate().dollars()));
        Anchor plan = new Anchor(SheetRoutes.plan(character.slug()), "Change the plan");
        Paragraph what = new Paragraph(choice.capabilities().what());
        what.addClassName("secondary-text");
        facts.removeAll();
        facts.add(choices, what, list, plan);
        draw.setText(
                offer.missing() == 0
                        ? "Make the sheet"
                        : "Draw " + Formats.plural(offer.missing(), "picture", "pictures"));
        draw.setEnabled(true);
    }

    private static void fact(DescriptionList list, String name, String words) {
        list.add(new DescriptionList.Term(name), new DescriptionList.Description(words));
    }

    private static String pictures(SheetOffer offer) {
        return offer.known() == 0
                ? Formats.count(offer.pictures())
                : "%s, of which %s are taken from earlier sheets: same file, prompt, seed and settings"
                        .formatted(Formats.count(offer.pictures()), Formats.count(offer.known()));
    }

    private static String time(SheetOffer offer) {
        return offer.missing() == 0
                ? "none"
                : "about " + Formats.duration(offer.estimate().time());
    }

    private static String cost(@Nullable BigDecimal dollars) {
        return dollars == null ? "nothing: it draws on your own machine" : "about " + Dollars.of(dollars);
    }

    private void make(Supplier<SheetId> step) {
        boolean made = Refusals.guard(() -> {
            SheetId sheet = step.get();
            UI.getCurrent().navigate(SheetRoutes.of(sheet));
        });
        draw.setEnabled(!made);
    }

    private VersionCard shown() {
        VersionCard card = version;
        if (card == null) {
            throw new IllegalStateException("The page shows no version yet");
        }
        return card;
    }

    private static VersionId id(BeforeEnterEvent event) {
        String text = event.getRouteParameters().get("id").orElse("");
        try {
            return new VersionId(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            throw new Refusal.NotFound("No version has the address “" + text + "”: the link may be cut off.");
        }
    }

    @Override
    public String getPageTitle() {
        VersionCard card = version;
        return "New test sheet" + (card == null ? "" : " of " + card.name()) + " · Understudy";
    }
}
