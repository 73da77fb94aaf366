package io.understudy.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.InboxSignals;
import io.understudy.collaboration.inbox.ui.InboxBell;
import io.understudy.identity.AccountId;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.ProfileService;
import io.understudy.identity.ui.Wordmark;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.NavigationBadge;
import io.understudy.platform.ui.PageKeys;
import io.understudy.platform.ui.SingleKeys;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@Layout
@RolesAllowed(Role.MEMBER_ROLE)
class MainLayout extends AppLayout implements AfterNavigationObserver {
    private final transient List<NavigationBadge> work;
    private final transient SampleLoader sample;
    private final transient ProfileService profile;
    private final boolean admin;
    private final Map<String, SideNavItem> items = new HashMap<>();
    private final SingleKeys singleKeys = new SingleKeys();

    MainLayout(
            AuthenticationContext authentication,
            List<NavigationBadge> work,
            InboxService inbox,
            InboxSignals signals,
            SampleLoader sample,
            ProfileService profile) {
        this.work = work;
        this.sample = sample;
        this.profile = profile;
        this.admin = authentication.hasRole(Role.ADMIN_ROLE);
        setPrimarySection(Section.DRAWER);
        addToNavbar(new DrawerToggle());
        Div head = Styled.div("drawer-head", new Wordmark());
        authentication.getAuthenticatedUser(SignedInPerson.class).ifPresent(person -> {
            AccountId me = new AccountId(person.accountId());
            // Whose unsaved text this browser keeps: see draft-keeper.js.
            getElement().setAttribute("data-account", me.value().toString());
            head.add(new InboxBell(inbox, signals, me));
            // On a narrow window the sidebar is closed and only the top bar is visible.
            addToNavbar(new InboxBell(inbox, signals, me));
        });
        PageKeys help = new PageKeys("?", key -> new KeyboardDialog().open());
        Div drawer = Styled.div("studio-drawer", head, navigation(), new PersonMenu(authentication), help, singleKeys);
        addToDrawer(drawer);
        work.forEach(waiting -> LiveUpdate.refresh(this, waiting.changes(), () -> count(waiting)));
    }

    private SideNav navigation() {
        SideNav navigation = new SideNav();
        navigation.setLabel("");
        navigation.getElement().setAttribute("aria-label", "Main");
        MenuConfiguration.getMenuEntries().forEach(entry -> navigation.addItem(item(entry)));
        return navigation;
    }

    private SideNavItem item(MenuEntry entry) {
        SideNavItem item = new SideNavItem(entry.title(), entry.path());
        item.setMatchNested(!hasEntryBelow(entry));
        if (entry.icon() != null) {
            item.setPrefixComponent(new Icon(entry.icon()));
        }
        items.put(entry.path().replaceFirst("^/", ""), item);
        return item;
    }

    /** Such an entry is marked on its own page only: the pages below it have their own entries. */
    private static boolean hasEntryBelow(MenuEntry entry) {
        String below = entry.path().endsWith("/") ? entry.path() : entry.path() + "/";
        return entry.path().isEmpty()
                || MenuConfiguration.getMenuEntries().stream()
                        .anyMatch(other -> other != entry && other.path().startsWith(below));
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        singleKeys.switchOn(profile.singleKeys());
        work.forEach(this::count);
        if (admin) {
            sample.inProgress().ifPresent(loading -> SampleLoading.announce(UI.getCurrent(), loading));
        }
    }

    private void count(NavigationBadge waiting) {
        SideNavItem item = items.get(waiting.route());
        if (item != null) {
            long count = waiting.count();
            Span badge = Styled.span("waiting-count", String.valueOf(count));
            item.setSuffixComponent(count == 0 ? null : badge);
        }
    }
}
