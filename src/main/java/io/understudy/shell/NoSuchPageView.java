package io.understudy.shell;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.platform.ui.Page;
import jakarta.servlet.http.HttpServletResponse;

@PageTitle("Not found · Understudy")
@ParentLayout(MainLayout.class)
@AnonymousAllowed
class NoSuchPageView extends Page implements HasErrorParameter<NotFoundException> {
    private final transient AuthenticationContext authentication;

    NoSuchPageView(AuthenticationContext authentication) {
        this.authentication = authentication;
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        removeAll();
        add(new ErrorPanel(
                authentication,
                VaadinIcon.SEARCH,
                "There is no such page",
                "The address may be mistyped, or what it showed was moved or deleted.",
                event.getLocation()));
        return HttpServletResponse.SC_NOT_FOUND;
    }
}
