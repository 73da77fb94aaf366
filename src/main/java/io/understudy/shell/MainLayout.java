package io.understudy.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
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
import io.understudy.platform.outages.Outages;
import io.understudy.platform.ui.FocusKeeper;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.NavigationBadge;
import io.understudy.platform.ui.PageKeys;
import io.understudy.platform.ui.SingleKeys;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;

@Layout
@RolesAllowed(Role.MEMBER_ROLE)
class MainLayout extends AppLayout implements AfterNavigationObserver {
    private static final String REVIEWS = "reviews";
    /** The entries of pages whose addresses begin with another word. */
    private static final Map<String, String> ENTRIES = Map.of(
            "costs", "runs",
            "compare", "runs",
            "queue", "runs",
            "import", "characters",
            "versions", "characters",
            "sheets", "characters",
            "blind", "characters",
            "snapshots", "characters",
            "engines", "settings",
            "webhooks", "settings");

    private final transient List<NavigationBadge> work;
    private final transient SampleLoader sample;
    private final transient ProfileService profile;
    private final transient Outages outages;
    private final transient Optional<SignedInPerson> person;
    private final Map<String, SideNavItem> items = new HashMap<>();
    private final PersonMenu personMenu;
    private final SingleKeys singleKeys = new SingleKeys();
    private final Div head = Styled.div("drawer-head", new Wordmark());
    /** On a narrow window the sidebar is closed and only this is visible. */
    private final Header bar = new Header();

    private final WaitingLink reviews = new WaitingLink("Reviews", REVIEWS, VaadinIcon.CHECK_SQUARE_O);

    MainLayout(
            AuthenticationContext authentication,
            List<NavigationBadge> work,
            InboxService inbox,
            InboxSignals signals,
            SampleLoader sample,
            ProfileService profile,
            Outages outages,
            ObjectProvider<SearchPalette> search) {
        this.work = work;
        this.sample = sample;
        this.profile = profile;
        this.outages = outages;
        this.person = authentication.getAuthenticatedUser(SignedInPerson.class);
        this.personMenu = new PersonMenu(authentication);
        setPrimarySection(Section.DRAWER);
        person.ifPresentOrElse(
                who -> {
                    fill(who, search.getObject());
                    ifAllAnswer(() -> addBells(inbox, signals, new AccountId(who.accountId())));
                    work.forEach(waiting -> LiveUpdate.refresh(this, waiting.changes(), () -> count(waiting)));
                },
                () -> setDrawerOpened(false));
        new OutageBanner(this, outages, this::refresh);
    }

    private void fill(SignedInPerson who, SearchPalette search) {
        // Whose unsaved text this browser keeps: see draft-keeper.js.
        getElement().setAttribute("data-account", who.accountId().toString());
        Button find = SearchPalette.opener("");
        find.setAriaLabel("Search");
        bar.addClassName("top-bar");
        bar.add(new DrawerToggle(), find, reviews);
        addToNavbar(bar);
        Button openSearch = SearchPalette.opener("Search");
        openSearch.addClassName("search-opener");
        openSearch.setSuffixComponent(Styled.span("search-keys", "Ctrl K"));
        Aside drawer = new Aside(
                skipLink(),
                head,
                openSearch,
                navigation(),
                personMenu,
                new PageKeys("?", key -> new KeyboardDialog().open()),
                singleKeys,
                new FocusKeeper(),
                search);
        drawer.addClassName("studio-drawer");
        addToDrawer(drawer);
    }

    /** The first stop of the Tab key, which leads past the sidebar. */
    private static NativeButton skipLink() {
        NativeButton skip = new NativeButton("Skip to content");
        skip.addClassName("skip-link");
        skip.addAttachListener(event -> skip.getElement()
                .executeJs("this.addEventListener('click', () => document.querySelector('main').focus())"));
        return skip;
    }

    private void addBells(InboxService inbox, InboxSignals signals, AccountId me) {
        head.add(new InboxBell(inbox, signals, me));
        bar.add(new InboxBell(inbox, signals, me));
    }

    /** The frame itself needs no database: what it shows of it is left out while it does not answer. */
    private void ifAllAnswer(Runnable work) {
        if (outages.now().isEmpty()) {
            try {
                work.run();
            } catch (RuntimeException problem) {
                if (outages.notice(problem).isEmpty()) {
                    throw problem;
                }
            }
        }
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
        mark(UI.getCurrent().getActiveViewLocation().getPath());
        refresh();
        if (person.filter(who -> who.role() == Role.ADMIN).isPresent()) {
            sample.inProgress().ifPresent(loading -> SampleLoading.announce(UI.getCurrent(), loading));
        }
    }

    /**
     * Marks the nearest entry above a page that has none of its own. The others have their own path as alias: in the
     * browser an entry whose aliases were taken away fails.
     */
    private void mark(String path) {
        String known = ENTRIES.getOrDefault(path.split("/", 2)[0], path);
        String nearest = items.keySet().stream()
                .filter(entry -> !entry.isEmpty() && (known + "/").startsWith(entry + "/"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
        items.forEach((entry, item) ->
                item.setPathAliases(Set.of(!nearest.isEmpty() && entry.equals(nearest) ? path : entry)));
    }

    private void refresh() {
        if (person.isPresent()) {
            ifAllAnswer(() -> {
                singleKeys.switchOn(profile.singleKeys());
                personMenu.show(profile.name());
                work.forEach(this::count);
            });
        }
    }

    private void count(NavigationBadge waiting) {
        SideNavItem item = items.get(waiting.route());
        if (item != null) {
            long count = waiting.count();
            Span badge = Styled.span("waiting-count", String.valueOf(count));
            item.setSuffixComponent(count == 0 ? null : badge);
            if (waiting.route().equals(REVIEWS)) {
                reviews.show(count);
            }
        }
    }
}
