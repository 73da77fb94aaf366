package io.understudy.versions.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.identity.Role;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.passports.ui.FitBadge;
import io.understudy.versions.passports.ui.PassportSheet;
import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;

@Route(VersionRoutes.PASSPORT)
@RolesAllowed(Role.MEMBER_ROLE)
class PassportView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private static final int OFFERED = 200;

    private final transient VersionService versions;
    private final transient CharacterService characters;
    private final transient PassportService passports;
    private final Div content = new Div();
    private transient @Nullable VersionDetails version;
    private FilePassport.State shown = FilePassport.State.WAITING;

    PassportView(
            VersionService versions, VersionSignals signals, CharacterService characters, PassportService passports) {
        this.versions = versions;
        this.characters = characters;
        this.passports = passports;
        LiveUpdate.refresh(this, signals.changes(), () -> {
            VersionDetails found = version;
            if (found != null && shown == FilePassport.State.WAITING) {
                show(found);
            }
        });
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        VersionDetails found = versions.details(VersionPages.id(event, "id"));
        version = found;
        show(found);
    }

    @Override
    public String getPageTitle() {
        VersionDetails found = version;
        return "Passport" + (found == null ? "" : " of " + found.card().name()) + " · Understudy";
    }

    private void show(VersionDetails found) {
        Optional<FilePassport> known = passports.find(found.file());
        shown = known.map(FilePassport::state).orElse(FilePassport.State.WAITING);
        removeAll();
        content.removeAll();
        add(header(found, known), content);
        known.flatMap(FilePassport::read)
                .ifPresentOrElse(
                        passport -> content.add(new PassportSheet(passport, passports.details(found.file()))),
                        () -> content.add(known.map(FilePassport::problem)
                                .map(problem ->
                                        new EmptyState(VaadinIcon.WARNING, "This is not a sound LoRA file", problem))
                                .orElseGet(PassportView::waiting)));
    }

    private PageHeader header(VersionDetails found, Optional<FilePassport> known) {
        CharacterSummary character = characters.get(found.card().character());
        PageHeader header = CharacterHeaders.below(character, "Passport")
                .crumb("Versions", VersionRoutes.tab(character.slug()))
                .crumb(found.card().name(), VersionRoutes.of(found.id()));
        known.flatMap(one -> one.fit(found.card().baseModel())).ifPresent(fit -> header.state(new FitBadge(fit)));
        header.secondary(beside(found));
        if (found.state().isDownloadable()) {
            header.secondary(VersionHeader.download(found.card()));
        }
        return header;
    }

    private ComboBox<VersionCard> beside(VersionDetails found) {
        ComboBox<VersionCard> others = new ComboBox<>();
        others.setPlaceholder("Side by side with…");
        others.setAriaLabel("Side by side with another version");
        others.setItemLabelGenerator(VersionCard::marked);
        others.setItems(versions.ofCharacter(found.card().character(), PageRequest.of(0, OFFERED)).stream()
                .filter(other -> !other.id().equals(found.id()))
                .toList());
        others.addValueChangeListener(event -> {
            if (event.getValue() != null) {
                UI.getCurrent()
                        .navigate(VersionRoutes.passports(
                                found.id(), event.getValue().id()));
            }
        });
        return others;
    }

    private static EmptyState waiting() {
        return new EmptyState(VaadinIcon.HOURGLASS, "The file is being read", "Its passport appears here in a moment.");
    }
}
