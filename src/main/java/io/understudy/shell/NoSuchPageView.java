package io.understudy.shell;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.understudy.platform.ui.Page;
import jakarta.servlet.http.HttpServletResponse;

@PageTitle("Not found · Understudy")
@AnonymousAllowed
class NoSuchPageView extends Page implements HasErrorParameter<NotFoundException> {
    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        add(new ErrorPanel(
                VaadinIcon.SEARCH,
                "There is no such page",
                "The address may be mistyped, or what it showed was moved or deleted."));
        return HttpServletResponse.SC_NOT_FOUND;
    }
}
