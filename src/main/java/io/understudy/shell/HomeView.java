package io.understudy.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterProgress;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSignals;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.Role;
import io.understudy.identity.ui.FirstInvitations;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.HomeSection;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.ui.MissingReviewersNotes;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

@Route("")
@PageTitle("Home · Understudy")
@Menu(title = "Home", order = 1, icon = "vaadin:home-o")
@RolesAllowed(Role.MEMBER_ROLE)
class HomeView extends Page implements BeforeEnterObserver {
    private static final int CHARACTERS = 12;
    private static final String SAMPLE = "sample";

    private final transient CharacterService characters;
    private final transient CharacterSignals changes;
    private final transient CharacterProgress standing;
    private final transient SampleLoader sample;
    private final transient MissingReviewersNotes people;
    private final transient FirstInvitations first;
    private final transient List<HomeSection> sections;
    private final Div content = Styled.div("home-content");
    private boolean inviting;

    HomeView(
            CharacterService characters,
            CharacterSignals changes,
            CharacterProgress standing,
            SampleLoader sample,
            MissingReviewersNotes people,
            FirstInvitations first,
            List<HomeSection> sections) {
        this.characters = characters;
        this.changes = changes;
        this.standing = standing;
        this.sample = sample;
        this.people = people;
        this.first = first;
        this.sections = sections;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (event.getLocation().getQueryParameters().getParameters().containsKey(SAMPLE)) {
            sample.start();
            // Loading the page again does not load the sample again.
            event.getUI().getPage().executeJs("history.replaceState(history.state, '', document.baseURI)");
        }
        removeAll();
        // The panel is not shown again with the rest: someone may be typing in it when the sample is loaded.
        Component invitations = first.panel();
        inviting = invitations.isVisible();
        add(
                new PageHeader("Home").subtitle("What needs you, what is running, and your characters"),
                invitations,
                content);
        show();
    }

    private void show() {
        content.removeAll();
        var loading = sample.inProgress();
        List<CharacterSummary> gallery = characters.recent(CHARACTERS);
        // Below the note nothing moves under the pointer; where it is the only thing, there is more to show.
        loading.ifPresent(future -> content.add(new SampleLoading(future, gallery.isEmpty() ? this::show : () -> {})));
        if (gallery.isEmpty() && loading.isPresent()) {
            return;
        }
        if (gallery.isEmpty()) {
            Button create = new Button("New character", event -> Navigation.open("characters?new"));
            create.setThemeName(ButtonVariant.PRIMARY.getVariantName(), !inviting);
            content.add(
                    newcomers(List.of(), this::show),
                    new EmptyState(
                            VaadinIcon.MALE,
                            "No characters yet",
                            "A character is who a LoRA learns: photos, a trigger word, and everything trained from"
                                    + " them.",
                            create));
            return;
        }
        Div columns = Styled.div("home-columns");
        sections.forEach(section -> columns.add(section.panels()));
        content.add(people.ofTeam(() -> {}), columns, gallery(gallery));
    }

    private Component gallery(List<CharacterSummary> gallery) {
        Div wall = Styled.div("picture-wall large");
        List<CharacterId> ids = gallery.stream().map(CharacterSummary::id).toList();
        Map<CharacterId, Span> words = new HashMap<>();
        for (CharacterSummary character : gallery) {
            var cover = character.cover();
            Anchor name = new Anchor("characters/" + character.slug(), character.name());
            name.addClassName("tile-link");
            Span line = Hint.inline();
            words.put(character.id(), line);
            wall.add(new PictureTile(cover == null ? null : BlobUrls.of(cover), character.name()).caption(name, line));
        }
        Runnable show = () -> {
            var standings = standing.of(ids);
            words.forEach((character, line) -> {
                var stands = standings.get(character);
                line.setText(stands == null ? "nothing in production yet" : stands.word());
            });
        };
        LiveUpdate.refresh(wall, standing.changes(), show);
        show.run();
        Div heading = Styled.div("title-row", new H2("Characters"), new Anchor("characters", "All characters"));
        Div section = Styled.div("home-gallery", heading);
        section.add(newcomers(ids, () -> content.replace(section, gallery(characters.recent(CHARACTERS)))), wall);
        return section;
    }

    /** @param shown the characters that are on the page */
    private ChangeOffer newcomers(List<CharacterId> shown, Runnable show) {
        ChangeOffer offer = new ChangeOffer("characters", show);
        LiveUpdate.refresh(offer, changes.changes(), () -> {
            Set<CharacterId> now = characters.recent(CHARACTERS).stream()
                    .map(CharacterSummary::id)
                    .collect(Collectors.toSet());
            long come = now.stream().filter(id -> !shown.contains(id)).count();
            long gone = shown.stream().filter(id -> !now.contains(id)).count();
            offer.offer(Math.max(come, gone));
        });
        return offer;
    }
}
