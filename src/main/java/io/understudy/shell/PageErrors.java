package io.understudy.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import io.understudy.platform.outages.Outages;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class PageErrors implements VaadinServiceInitListener {
    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);
    // The browser keeps the choice of light or dark; it has to apply before the first paint.
    private static final String KEEP_LOOK = """
            const look = localStorage.getItem('understudy.look');
            if (look === 'LIGHT' || look === 'DARK') document.documentElement.style.colorScheme = look.toLowerCase();
            """;

    private final Outages outages;

    PageErrors(Outages outages) {
        this.outages = outages;
    }

    @Override
    public void serviceInit(ServiceInitEvent service) {
        service.getSource()
                .addSessionInitListener(
                        session -> session.getSession().setErrorHandler(problem -> show(problem.getThrowable())));
        service.addIndexHtmlRequestListener(page -> {
            var document = page.getDocument();
            document.head().appendElement("script").append(KEEP_LOOK);
            document.head()
                    .appendElement("link")
                    .attr("rel", "icon")
                    .attr("type", "image/svg+xml")
                    .attr("href", "studio/icons/understudy.svg");
        });
    }

    private void show(Throwable problem) {
        outages.notice(problem);
        if (problem instanceof ClientAbortException) {
            // The page was closed while an answer was on its way: there is no one to notify and nothing to fix.
            LOG.debug("A browser went away before it had its answer", problem);
            return;
        }
        String words = ErrorMessages.message(problem);
        UI page = UI.getCurrent();
        if (page != null) {
            Notifications.refused(words);
        }
    }
}
