package io.understudy.versions.ui;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.passports.ui.PassportComparison;
import io.understudy.versions.passports.ui.PassportComparison.Named;
import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;

@Route(VersionRoutes.PASSPORTS)
@PageTitle("Two passports · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class PassportComparisonView extends Page implements BeforeEnterObserver {
    private final transient VersionService versions;
    private final transient PassportService passports;

    PassportComparisonView(VersionService versions, PassportService passports) {
        this.versions = versions;
        this.passports = passports;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        VersionDetails left = versions.details(VersionPages.id(event, "id"));
        VersionDetails right = versions.details(VersionPages.id(event, "other"));
        removeAll();
        add(new PageHeader("Two passports side by side")
                .crumb("Characters", "characters")
                .crumb(left.card().name(), VersionRoutes.of(left.id()))
                .crumb("Passport", VersionRoutes.passport(left.id())));
        Optional<Named> first = named(left);
        Optional<Named> second = named(right);
        if (first.isPresent() && second.isPresent()) {
            add(new PassportComparison(first.get(), second.get()));
        } else {
            VersionDetails missing = first.isEmpty() ? left : right;
            add(new EmptyState(
                    VaadinIcon.FILE_O,
                    "One of the two has no passport",
                    missing.card().fileName()
                            + " is still being read or is not a sound LoRA file; its own passport page"
                            + " says which."));
        }
    }

    private Optional<Named> named(VersionDetails version) {
        return passports
                .find(version.file())
                .flatMap(FilePassport::read)
                .map(passport -> new Named(version.card().name(), passport));
    }
}
