package io.understudy.shell;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.understudy.identity.security.Refusals;
import io.understudy.platform.ui.Page;
import jakarta.servlet.http.HttpServletResponse;

@PageTitle("No access · Understudy")
@AnonymousAllowed
class NoAccessView extends Page implements HasErrorParameter<AccessDeniedException> {
    private final transient Refusals refusals;

    NoAccessView(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
        refusals.page(event.getLocation().getPath());
        add(new ErrorPanel(
                VaadinIcon.LOCK,
                "Your role does not include this page",
                "An admin can change roles on the Team page."));
        return HttpServletResponse.SC_FORBIDDEN;
    }
}
