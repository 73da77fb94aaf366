package io.understudy.characters.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterProgress.Standing;
import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSignals;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.Role;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;

@Route(CharacterRoutes.GALLERY)
@PageTitle("Characters · Understudy")
@Menu(title = "Characters", order = 2, icon = "vaadin:user-star")
@RolesAllowed(Role.MEMBER_ROLE)
class CharactersView extends Page implements BeforeEnterObserver {
    private static final int PAGE_SIZE = 24;
    private static final String SAMPLE = "?sample";

    private final transient CharacterService characters;
    private final transient CharacterHeaders headers;
    private final boolean admin;
    private final CharacterFilterBar filters = new CharacterFilterBar(this::restart);
    private final PagedList found = new PagedList(
                    this::read, () -> filters.nothingFound().orElseGet(this::emptyLibrary))
            .sorted("characters", ListOrder.NAME, ListOrder.NEWEST, ListOrder.OLDEST)
            .inAddress(filters::put)
            .offering("characters")
            .walked();

    CharactersView(
            CharacterService characters,
            CharacterSignals signals,
            CharacterHeaders headers,
            AuthenticationContext authentication) {
        this.characters = characters;
        this.headers = headers;
        this.admin = authentication.hasRole(Role.ADMIN_ROLE);
        PageHeader header = new PageHeader("Characters").primary(newCharacter());
        if (admin) {
            // Also when a load was cut off: it completes what is missing.
            header.more("Load the sample character", () -> Navigation.open(SAMPLE));
        }
        add(header, filters, found);
        headers.follow(found, found::follow);
        LiveUpdate.refresh(found, signals.changes(), found::follow);
    }

    private Button newCharacter() {
        return new Button(
                "New character", VaadinIcon.PLUS.create(), event -> new NewCharacterDialog(characters).open());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        filters.show(parameters);
        found.show(parameters);
        if (parameters.getParameters().containsKey(CharacterRoutes.NEW_PARAMETER)) {
            new NewCharacterDialog(characters).open();
        }
    }

    /** In place: a navigation would write the address back into the field that is typed in. */
    private void restart() {
        found.restart();
    }

    private PagedList.Slice read(int page) {
        var result = characters.page(filters.filter(), found.order(), PageRequest.of(page, PAGE_SIZE));
        Map<CharacterId, Standing> standings =
                headers.standingsOf(result.map(CharacterSummary::id).getContent());
        return PagedList.Slice.of(
                        result.map(character -> new Tile(character, standings.get(character.id()))),
                        tile -> tile.character().id(),
                        tile -> new CharacterTile(tile.character(), tile.standing()))
                .within(tiles -> {
                    Div wall = Styled.div("picture-wall large");
                    tiles.forEach(wall::add);
                    return List.of(wall);
                });
    }

    private record Tile(
            CharacterSummary character, @Nullable Standing standing) {}

    private EmptyState emptyLibrary() {
        EmptyState empty = new EmptyState(
                VaadinIcon.USER_STAR,
                "No characters yet",
                "A character is who the model learns: a name, a trigger word, photos, and the reason why the team may"
                        + " use the likeness.",
                newCharacter());
        if (admin && characters.isEmpty()) {
            empty.add(new Button("Load the sample character", event -> Navigation.open(SAMPLE)));
            Span hint = Hint.inline("A complete worked example: pictures, captions, ready to launch.");
            empty.add(hint);
        }
        return empty;
    }
}
