package io.understudy.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterProgress;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSignals;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The most recent characters, and how far each has come. */
class HomeGallery extends Div {
    private static final int CHARACTERS = 12;

    private final transient CharacterService characters;
    private final transient CharacterSignals changes;
    private final transient CharacterProgress standing;

    HomeGallery(CharacterService characters, CharacterSignals changes, CharacterProgress standing) {
        this.characters = characters;
        this.changes = changes;
        this.standing = standing;
        addClassName("home-gallery");
    }

    List<CharacterSummary> recent() {
        return characters.recent(CHARACTERS);
    }

    void show(List<CharacterSummary> recent) {
        Div wall = Styled.div("picture-wall large");
        List<CharacterId> ids = recent.stream().map(CharacterSummary::id).toList();
        Map<CharacterId, Span> words = new HashMap<>();
        for (CharacterSummary character : recent) {
            var cover = character.cover();
            Anchor name = new Anchor("characters/" + character.slug(), character.name());
            name.addClassName("tile-link");
            Span line = Hint.inline();
            words.put(character.id(), line);
            wall.add(new PictureTile(cover == null ? null : BlobUrls.of(cover), character.name()).caption(name, line));
        }
        Runnable follow = () -> {
            var standings = standing.of(ids);
            words.forEach((character, line) -> {
                var stands = standings.get(character);
                line.setText(stands == null ? "nothing in production yet" : stands.word());
            });
        };
        LiveUpdate.refresh(wall, standing.changes(), follow);
        follow.run();
        removeAll();
        add(
                Styled.div("title-row", new H2("Characters"), new Anchor("characters", "All characters")),
                newcomers(ids, () -> show(recent())),
                wall);
    }

    ChangeOffer newcomers(List<CharacterId> shown, Runnable show) {
        ChangeOffer offer = new ChangeOffer("characters", show);
        LiveUpdate.refresh(offer, changes.changes(), () -> {
            Set<CharacterId> now = recent().stream().map(CharacterSummary::id).collect(Collectors.toSet());
            long come = now.stream().filter(id -> !shown.contains(id)).count();
            long gone = shown.stream().filter(id -> !now.contains(id)).count();
            offer.offer(Math.max(come, gone));
        });
        return offer;
    }
}
