package io.understudy.versions.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.importing.ImportDraft;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.importing.UploadedLora;
import jakarta.annotation.security.RolesAllowed;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

@Route(VersionRoutes.IMPORT)
@PageTitle("Import a LoRA · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class ImportView extends Page implements BeforeEnterObserver {
    private static final String NAMELESS = "a file without a name";

    private final transient ImportService imports;
    private final transient CharacterService characters;
    private final transient TeamService team;
    private transient @Nullable CharacterSummary character;
    private transient Consumer<String> refusals = Notifications::refused;

    ImportView(ImportService imports, CharacterService characters, TeamService team) {
        this.imports = imports;
        this.characters = characters;
        this.team = team;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters asked = event.getLocation().getQueryParameters();
        CharacterSummary found =
                asked.getSingleParameter("character").map(characters::bySlug).orElse(null);
        character = found;
        removeAll();
        add(header(found));
        asked.getSingleParameter("file")
                .ifPresentOrElse(
                        hash -> show(hash, asked.getSingleParameter("name").orElse(NAMELESS)), () -> add(askForFile()));
    }

    private static PageHeader header(@Nullable CharacterSummary found) {
        PageHeader header = new PageHeader("Import a LoRA");
        if (found != null) {
            header.crumb("Characters", "characters")
                    .crumb(found.name(), "characters/" + found.slug())
                    .crumb("Versions", VersionRoutes.tab(found.slug()));
        }
        return header.subtitle("Trained elsewhere, reviewed here by the same rules");
    }

    private Div askForFile() {
        LoraUploadField drop =
                new LoraUploadField("import-upload", LoraUploadField.keeping(imports, this::arrived, this::refused));
        refusals = drop::refuse;
        Paragraph words = new Hint(("One .safetensors file, up to %s. It is checked on arrival, and refused with the"
                        + " reason if it is not a sound LoRA.")
                .formatted(Formats.bytes(imports.largestFile())));
        return new Panel("The file", words, drop);
    }

    private void arrived(String fileName, UploadedLora file) {
        CharacterSummary chosen = character;
        VersionPages.continueImport(this, chosen == null ? "" : chosen.slug(), file.file(), fileName);
    }

    private void refused(String words) {
        refusals.accept(words);
    }

    private void show(String hash, String name) {
        UploadedLora file;
        try {
            file = imports.arrived(new BlobHash(hash));
        } catch (DomainException.NotFound | IllegalArgumentException gone) {
            add(new EmptyState(
                    VaadinIcon.FILE_REMOVE,
                    "The file is no longer here",
                    "A file that nobody imports is removed after a day. Choose it again."));
            add(askForFile());
            return;
        }
        add(new UploadedLoraPanel(name, file));
        if (file.models().isEmpty()) {
            add(UploadedLoraPanel.unusable(file));
            return;
        }
        DraftKeeper draft = new DraftKeeper("import/" + file.file().hex());
        draft.add(new ImportForm(file, character, characters, team.active(), imports, what -> {
            keep(file, name, what);
            draft.saved();
        }));
        add(new Panel("What is known about it", draft));
    }

    private void keep(UploadedLora file, String name, ImportDraft draft) {
        VersionId version = imports.keep(file.file(), name, draft);
        Notifications.done("Imported as a draft. A test sheet shows what it generates.");
        UI.getCurrent().navigate(VersionRoutes.of(version));
    }
}
