package io.understudy.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.platform.outages.Dependency;
import io.understudy.platform.outages.Outages;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;

/** Says what went wrong; while something that the product needs is away, it waits and then opens the page. */
@PageTitle("Something went wrong · Understudy")
@ParentLayout(MainLayout.class)
@AnonymousAllowed
class UnexpectedProblemView extends Page implements HasErrorParameter<Exception> {
    private final transient AuthenticationContext authentication;
    private final transient Outages outages;

    UnexpectedProblemView(AuthenticationContext authentication, Outages outages) {
        this.authentication = authentication;
        this.outages = outages;
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        removeAll();
        Optional<Dependency> away = outages.notice(parameter.getException());
        add(away.map(lost -> new ErrorPanel(
                        authentication,
                        VaadinIcon.HOURGLASS,
                        lost.words() + " does not answer",
                        "This page opens as soon as it does.",
                        event.getLocation()))
                .orElseGet(() -> new ErrorPanel(
                        authentication,
                        VaadinIcon.WARNING,
                        "This page could not be shown",
                        ErrorMessages.message(parameter.getException()),
                        event.getLocation())));
        away.ifPresent(lost -> openOnceItAnswers(lost, event.getLocation()));
        return away.isPresent()
                ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    private void openOnceItAnswers(Dependency lost, Location wanted) {
        LiveUpdate.show(this, outages.live(), (Set<Dependency> away) -> away.contains(lost), waiting -> {
            if (!waiting && isAttached()) {
                UI.getCurrent().navigate(wanted.getPath(), wanted.getQueryParameters());
            }
        });
    }
}
