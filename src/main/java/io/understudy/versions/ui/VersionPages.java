package io.understudy.versions.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.TitledPage;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;

/** What pages below that of a version have in common. */
public final class VersionPages {
    private VersionPages() {}

    /** @throws io.understudy.platform.core.DomainException.NotFound when the address holds no id */
    public static VersionId id(BeforeEnterEvent event, String parameter) {
        return TitledPage.id(event, parameter, "No version", VersionId::new);
    }

    public static PageHeader header(String title, CharacterSummary character, VersionCard version) {
        return CharacterHeaders.below(character, title).crumb(version.name(), VersionRoutes.of(version.id()));
    }
}
