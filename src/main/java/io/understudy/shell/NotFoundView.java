package io.understudy.shell;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.Page;
import jakarta.servlet.http.HttpServletResponse;

@PageTitle("Not found · Understudy")
@ParentLayout(MainLayout.class)
@AnonymousAllowed
class NotFoundView extends Page implements HasErrorParameter<DomainException.NotFound> {
    private final transient AuthenticationContext authentication;

    NotFoundView(AuthenticationContext authentication) {
        this.authentication = authentication;
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<DomainException.NotFound> parameter) {
        removeAll();
        String[] sentences = parameter.getException().words().split("(?<=\\.)\\s+", 2);
        add(new ErrorPanel(
                authentication,
                VaadinIcon.SEARCH,
                sentences[0].replaceFirst("\\.$", ""),
                sentences.length > 1 ? sentences[1] : "It may have been deleted, or the address may be mistyped.",
                event.getLocation()));
        return HttpServletResponse.SC_NOT_FOUND;
    }
}
