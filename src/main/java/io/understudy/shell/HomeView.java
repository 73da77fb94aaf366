package io.understudy.shell;

import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.people.Role;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import jakarta.annotation.security.RolesAllowed;

/** What needs me. */
@Route("")
@PageTitle("Home · Understudy")
@Menu(title = "Home", order = 1, icon = "vaadin:home-o")
@RolesAllowed(Role.MEMBER_ROLE)
class HomeView extends Page {
    HomeView() {
        add(new PageHeader("Home"));
    }
}
