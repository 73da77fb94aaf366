package io.understudy.shell;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.identity.security.Refusals;
import io.understudy.platform.ui.Page;
import jakarta.servlet.http.HttpServletResponse;

@PageTitle("No access · Understudy")
@ParentLayout(MainLayout.class)
@AnonymousAllowed
class NoAccessView extends Page implements HasErrorParameter<AccessDeniedException> {
    private final transient AuthenticationContext authentication;
    private final transient Refusals refusals;

    NoAccessView(AuthenticationContext authentication, Refusals refusals) {
        this.authentication = authentication;
        this.refusals = refusals;
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
        refusals.page(event.getLocation().getPath());
        removeAll();
        add(new ErrorPanel(
                authentication,
                VaadinIcon.LOCK,
                "Your role does not include this page",
                "An admin can change roles on the Team page.",
                event.getLocation()));
        return HttpServletResponse.SC_FORBIDDEN;
    }
}
