package io.understudy.characters.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.characters.CharacterProgress.Standing;
import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;
import org.jspecify.annotations.Nullable;

class CharacterTile extends PictureTile {
    CharacterTile(CharacterSummary character, @Nullable Standing standing) {
        super(character.cover() == null ? null : BlobUrls.of(character.cover()), "Cover of " + character.name());
        Anchor name = new Anchor(CharacterRoutes.overview(character.slug()), character.name());
        name.addClassName("tile-link");
        caption(name, Styled.span("trigger-word", character.triggerWord().value()));
        if (standing != null) {
            overlay(CharacterHeaders.badge(standing));
        } else if (character.likenessBasis() == null) {
            overlay(new StateBadge("likeness basis missing", BadgeTone.WARN, VaadinIcon.WARNING));
        }
    }
}
