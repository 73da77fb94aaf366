package io.understudy.characters.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterProgress;
import io.understudy.characters.CharacterProgress.Standing;
import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.CharacterTab;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@org.springframework.stereotype.Component
public class CharacterHeaders {
    private final List<CharacterTab> tabs;
    private final List<CharacterProgress> standings;

    CharacterHeaders(List<CharacterTab> tabs, List<CharacterProgress> standings) {
        this.tabs = tabs.stream()
                .sorted(Comparator.comparingInt(CharacterTab::order))
                .toList();
        this.standings = List.copyOf(standings);
    }

    public PageHeader of(CharacterSummary character) {
        PageHeader header = new PageHeader(character.name()).crumb("Characters", CharacterRoutes.GALLERY);
        header.state(standing(character.id()));
        if (character.likenessBasis() == null) {
            header.state(new StateBadge("likeness basis missing", BadgeTone.WARN, VaadinIcon.WARNING));
        }
        return header;
    }

    /** Follows what others decide. */
    private Span standing(CharacterId character) {
        Span place = Styled.span("standing");
        Runnable show = () -> {
            place.removeAll();
            standingsOf(List.of(character)).values().forEach(standing -> place.add(badge(standing)));
        };
        follow(place, show);
        show.run();
        return place;
    }

    /** Calls {@code refresh} whenever someone's standing may have changed. */
    void follow(Component owner, Runnable refresh) {
        standings.forEach(standing -> LiveUpdate.refresh(owner, standing.changes(), refresh));
    }

    /** For a page that is reached from the character's. */
    public static PageHeader below(CharacterSummary character, String title) {
        return new PageHeader(title)
                .crumb("Characters", CharacterRoutes.GALLERY)
                .crumb(character.name(), CharacterRoutes.overview(character.slug()));
    }

    public Component tabs(CharacterSummary character, String activePath) {
        Nav nav = new Nav();
        nav.addClassName("character-tabs");
        nav.setAriaLabel("About " + character.name());
        for (CharacterTab tab : tabs) {
            String path = tab.path(character.slug());
            Anchor anchor = new Anchor(path, tab.label());
            long count = tab.count(character.id());
            if (count != CharacterTab.NO_COUNT) {
                anchor.add(Styled.span("tab-count", "· " + Formats.count(count)));
            }
            if (path.equals(activePath)) {
                anchor.getElement().setAttribute("aria-current", "page");
            }
            nav.add(anchor);
        }
        return nav;
    }

    /** What the header and the tabs show, to be compared. */
    List<Object> state(CharacterSummary character) {
        return List.of(
                standingsOf(List.of(character.id())),
                tabs.stream().map(tab -> tab.count(character.id())).toList());
    }

    Map<CharacterId, Standing> standingsOf(Collection<CharacterId> ids) {
        Map<CharacterId, Standing> all = new HashMap<>();
        standings.forEach(standing -> all.putAll(standing.of(ids)));
        return all;
    }

    static StateBadge badge(Standing standing) {
        return switch (standing.level()) {
            case NEUTRAL -> new StateBadge(standing.word(), BadgeTone.NEUTRAL, VaadinIcon.CIRCLE_THIN);
            case INFO -> new StateBadge(standing.word(), BadgeTone.INFO, VaadinIcon.CLOCK);
            case GOOD -> new StateBadge(standing.word(), BadgeTone.GOOD, VaadinIcon.CHECK);
            case WARN -> new StateBadge(standing.word(), BadgeTone.WARN, VaadinIcon.WARNING);
            case BAD -> new StateBadge(standing.word(), BadgeTone.BAD, VaadinIcon.CLOSE);
        };
    }
}
