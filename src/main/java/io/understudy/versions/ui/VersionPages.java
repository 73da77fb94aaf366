package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.TitledPage;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import java.util.LinkedHashMap;
import java.util.Map;

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

    /**
     * Opens the form for a file that was uploaded; a person who left the page during a long upload stays where they are.
     *
     * @param slug of the character; empty while that is open
     * @param name of the file as it was uploaded
     */
    static void continueImport(Component page, String slug, BlobHash file, String name) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!slug.isEmpty()) {
            parameters.put("character", slug);
        }
        parameters.put("file", file.hex());
        parameters.put("name", name);
        QueryParameters address = QueryParameters.simple(parameters);
        if (page.isAttached()) {
            UI.getCurrent().navigate(VersionRoutes.IMPORT, address);
        } else {
            Notifications.ready(
                    name + " is uploaded.",
                    "Import it",
                    new Location(VersionRoutes.IMPORT, address).getPathWithQueryParameters());
        }
    }
}
