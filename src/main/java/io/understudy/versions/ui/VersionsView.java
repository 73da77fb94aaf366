package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.characters.ui.CharacterPage;
import io.understudy.identity.Role;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;

@Route(VersionRoutes.TAB)
@RolesAllowed(Role.MEMBER_ROLE)
class VersionsView extends CharacterPage {
    private static final int PAGE_SIZE = 24;

    private final transient VersionService versions;
    private final transient CharacterHeaders headers;
    private final VersionFilterBar filters = new VersionFilterBar();
    private final PagedList list = new PagedList(this::read, this::nothing)
            .searched("versions", "file names and numbers of runs")
            .sorted("versions", ListOrder.NEWEST, ListOrder.OLDEST)
            .inAddress(filters::put)
            .walked();

    VersionsView(
            VersionService versions, VersionSignals signals, CharacterService characters, CharacterHeaders headers) {
        super(characters);
        this.versions = versions;
        this.headers = headers;
        filters.onChange(list::restart);
        list.following("versions", signals.changes());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters address = event.getLocation().getQueryParameters();
        filters.show(address);
        super.beforeEnter(event);
        list.show(address);
    }

    @Override
    protected void show(CharacterSummary found) {
        add(
                headers.of(found).secondary(importLink(found)),
                headers.tabs(found, VersionRoutes.tab(found.slug())),
                filters,
                list);
    }

    @Override
    protected String title(CharacterSummary found) {
        return "Versions of " + found.name();
    }

    private PagedList.Slice read(int page) {
        Page<VersionCard> cards = versions.ofCharacter(
                shown().id(),
                filters.filter(),
                new SearchText(list.text()),
                list.order(),
                PageRequest.of(page, PAGE_SIZE));
        filters.setVisible(
                !cards.isEmpty() || !filters.isEmpty() || !list.text().isEmpty());
        return PagedList.Slice.of(cards, VersionCard::id, VersionsView::tile).within(tiles -> {
            Div wall = Styled.div("picture-wall large");
            tiles.forEach(wall::add);
            return List.of(wall);
        });
    }

    private EmptyState nothing() {
        CharacterSummary found = shown();
        if (!filters.isEmpty()) {
            return new EmptyState(
                    VaadinIcon.FILTER,
                    "No version matches the filters",
                    "Other versions of " + found.name() + " may be left out by them.",
                    new Button("Clear filters", event -> filters.clear()));
        }
        return new EmptyState(
                VaadinIcon.FILE_PRESENTATION,
                "No version yet",
                "Every run of " + found.name() + " that finishes becomes a version here, with its file, where it"
                        + " comes from and a checklist on its way to production.",
                new Anchor("runs/new?character=" + found.slug(), "Launch a run"));
    }

    private static Anchor importLink(CharacterSummary found) {
        Anchor link = new Anchor(VersionRoutes.importFor(found.slug()), "Import a LoRA trained elsewhere");
        link.addComponentAsFirst(VaadinIcon.UPLOAD_ALT.create());
        link.addClassName("download-link");
        return link;
    }

    private static String title(VersionCard card) {
        return card.trained()
                .map(run -> "v%d · %d steps"
                        .formatted(card.number(), run.parameters().steps()))
                .orElse("v%d · imported".formatted(card.number()));
    }

    private static PictureTile tile(VersionCard card) {
        BlobHash cover = card.cover();
        Anchor link = new Anchor(VersionRoutes.of(card.id()), title(card));
        link.addClassName("tile-link");
        Span facts =
                new Span("%s · %d of %d ticked".formatted(card.origin().rankInWords(), card.ticked(), card.items()));
        Span born = new Span(new Span(card.origin().words() + ", "), new RelativeTime(card.createdAt()));
        Span use = new Span(card.fault().orElse(card.fitsFlux() ? card.use() : "miniature, for rehearsal"));
        use.setTitle(card.fault().orElse(card.use()));
        Span strength =
                new Span("strength " + card.strength().inWords() + (card.stated() == null ? ", the guide's" : ""));
        for (Span line : new Span[] {facts, strength, born, use}) {
            line.addClassName("secondary-text");
        }
        return new PictureTile(cover == null ? null : BlobUrls.of(cover), "Last sample of version " + card.number())
                .overlay(
                        VersionBadges.of(card.state()),
                        VersionBadges.trail(card),
                        VersionBadges.recalled(card),
                        VersionBadges.file(card))
                .caption(link, facts, strength, born, use);
    }
}
