package io.understudy.versions.blind.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.Role;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.TitledPage;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionService;
import io.understudy.versions.blind.BlindContestants;
import io.understudy.versions.blind.BlindId;
import io.understudy.versions.blind.BlindRoutes;
import io.understudy.versions.blind.BlindService;
import io.understudy.versions.blind.Contestant;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.ui.VersionPages;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Route(BlindRoutes.NEW)
@RolesAllowed(Role.MEMBER_ROLE)
class NewBlindView extends TitledPage<VersionCard> {
    private final transient BlindService comparisons;
    private final transient BlindContestants contestants;
    private final transient VersionService versions;
    private final transient CharacterService characters;
    private final CheckboxGroup<Contestant> choice = new CheckboxGroup<>("Who takes part");
    private final Paragraph sum = new Paragraph();
    private final Button make = new Button("Start the comparison", click -> make());
    private transient List<Contestant> offered = List.of();
    private transient @Nullable DraftKeeper draft;

    NewBlindView(
            BlindService comparisons,
            BlindContestants contestants,
            VersionService versions,
            CharacterService characters) {
        this.comparisons = comparisons;
        this.contestants = contestants;
        this.versions = versions;
        this.characters = characters;
        choice.setItemLabelGenerator(
                contestant -> contestant.name() + (contestant.production() ? " (in production)" : ""));
        choice.setManualValidation(true);
        choice.addValueChangeListener(change -> count());
        sum.addClassName("sheet-sum");
    }

    @Override
    protected VersionCard find(BeforeEnterEvent event) {
        return versions.details(VersionPages.id(event, "id")).card();
    }

    @Override
    protected void show(VersionCard card) {
        CharacterSummary character = characters.get(card.character());
        add(VersionPages.header("New blind comparison", character, card).primary(make));
        offered = contestants.of(card.id());
        make.setEnabled(!offered.isEmpty());
        if (offered.isEmpty()) {
            add(new EmptyState(
                    VaadinIcon.EYE_SLASH,
                    "No pictures to compare",
                    "A blind comparison shows pictures of a test sheet in pairs, without names. This version has no test"
                            + " sheet yet.",
                    new Anchor(SheetRoutes.newSheet(card.id()), "Generate a test sheet")));
            return;
        }
        Paragraph what =
                new Paragraph("Every two that take part are shown side by side over all prompts and seeds they share,"
                        + " shuffled for each person. The names show after a person's last vote.");
        DraftKeeper kept = new DraftKeeper("blind/" + card.id().value(), choice);
        draft = kept;
        Div panel = new Panel(what, kept, sum);
        panel.addClassName("sheet-plan-form");
        add(panel);
        choice.setItems(offered);
        choice.setValue(proposed(card));
        count();
    }

    /** The strength that is recommended, no LoRA, and production where there is one. */
    private Set<Contestant> proposed(VersionCard card) {
        Set<Contestant> proposed = new HashSet<>();
        SheetColumn best = BlindContestants.nearestToRecommended(
                offered.stream()
                        .filter(contestant -> card.id().equals(contestant.version()))
                        .map(Contestant::column)
                        .toList(),
                card);
        for (Contestant contestant : offered) {
            boolean mine = card.id().equals(contestant.version());
            if (mine && contestant.column().equals(best) || contestant.column().kind() != SheetColumn.Kind.CANDIDATE) {
                proposed.add(contestant);
            }
        }
        return proposed;
    }

    private List<Contestant> chosen() {
        List<Contestant> chosen = new ArrayList<>(offered);
        chosen.retainAll(choice.getValue());
        return chosen;
    }

    private void count() {
        int pairs = comparisons.pairs(chosen());
        sum.setText(Formats.plural(pairs, "pair", "pairs") + " for each person");
        choice.setInvalid(false);
    }

    private void make() {
        ErrorMessages.guard(choice, () -> {
            BlindId id = comparisons.make(chosen());
            DraftKeeper kept = draft;
            if (kept != null) {
                kept.saved();
            }
            UI.getCurrent().navigate(BlindRoutes.of(id));
        });
    }

    @Override
    protected String title(VersionCard card) {
        return "New blind comparison of " + card.name();
    }
}
