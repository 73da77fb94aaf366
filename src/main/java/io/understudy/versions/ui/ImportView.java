package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.importing.ImportDraft;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.importing.UploadedLora;
import io.understudy.versions.passports.ui.FitBadge;
import io.understudy.versions.passports.ui.PassportLabels;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /**
     * The import of a file that has arrived already.
     *
     * @param slug of the character; empty while that is open
     * @param name of the file as it was uploaded
     */
    private static QueryParameters addressOf(String slug, BlobHash file, String name) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!slug.isEmpty()) {
            parameters.put("character", slug);
        }
        parameters.put("file", file.hex());
        parameters.put("name", name);
        return QueryParameters.simple(parameters);
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
        goOn(this, chosen == null ? "" : chosen.slug(), file, fileName);
    }

    /** Opens the form for an uploaded file; a person who left the page during a long upload stays where they are. */
    static void goOn(Component page, String slug, UploadedLora file, String fileName) {
        QueryParameters address = addressOf(slug, file.file(), fileName);
        if (page.isAttached()) {
            UI.getCurrent().navigate(VersionRoutes.IMPORT, address);
        } else {
            Notifications.ready(
                    fileName + " is uploaded.",
                    "Import it",
                    new Location(VersionRoutes.IMPORT, address).getPathWithQueryParameters());
        }
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
        add(found(name, file));
        if (file.models().isEmpty()) {
            add(file.passport()
                    .broken()
                    .map(reason -> new EmptyState(VaadinIcon.BAN, "The file is broken", reason))
                    .orElseGet(() -> new EmptyState(
                            VaadinIcon.BAN,
                            "It fits no model that this product works with",
                            "It is for %s. %s"
                                    .formatted(
                                            file.passport().model().name(),
                                            file.passport()
                                                    .fit(BaseModel.FLUX1_DEV)
                                                    .reason()))));
            return;
        }
        DraftKeeper draft = new DraftKeeper("import/" + file.file().hex());
        draft.add(new ImportForm(file, character, characters, team.active(), what -> {
            keep(file, name, what);
            draft.saved();
        }));
        add(new Panel("What is known about it", draft));
    }

    private static Div found(String name, UploadedLora file) {
        Div badges = Styled.div("passport-brief");
        file.proposed().map(file.passport()::fit).map(FitBadge::new).ifPresent(badges::add);
        Div panel = new Panel(
                name, badges, new Paragraph(PassportLabels.brief(file.passport()) + ", " + Formats.bytes(file.size())));
        if (!file.known().isEmpty()) {
            panel.add(new LookupAnswer(file.known()));
        }
        UnorderedList problems = new UnorderedList();
        problems.addClassNames("passport-problems", "secondary-text");
        file.passport().problems().forEach(problem -> problems.add(new ListItem(problem)));
        panel.add(problems);
        return panel;
    }

    private void keep(UploadedLora file, String name, ImportDraft draft) {
        VersionId version = imports.keep(file.file(), name, draft);
        Notifications.done("Imported as a draft. A test sheet shows what it generates.");
        UI.getCurrent().navigate(VersionRoutes.of(version));
    }
}
