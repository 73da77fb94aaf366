package io.understudy.shell;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.Page;
import jakarta.servlet.http.HttpServletResponse;

@PageTitle("Not found · Understudy")
@AnonymousAllowed
class NotFoundView extends Page implements HasErrorParameter<DomainException.NotFound> {
    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<DomainException.NotFound> parameter) {
        add(new ErrorPanel(
                VaadinIcon.SEARCH, "Not found", parameter.getException().words()));
        return HttpServletResponse.SC_NOT_FOUND;
    }
}
