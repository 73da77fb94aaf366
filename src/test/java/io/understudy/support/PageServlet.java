package io.understudy.support;

import com.github.mvysny.kaributesting.v10.Routes;
import com.github.mvysny.kaributesting.v10.spring.MockSpringServlet;
import com.github.mvysny.kaributesting.v10.spring.MockSpringServletService;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.function.DeploymentConfiguration;
import com.vaadin.flow.server.ServiceException;
import com.vaadin.flow.server.VaadinServletService;
import com.vaadin.flow.server.VaadinSession;
import kotlin.jvm.functions.Function0;
import org.springframework.context.ApplicationContext;

/**
 * Answers on the test's thread only, where the person is signed in: what other threads have for the page waits for its
 * next round trip, even when they come in the moment in which that one leaves the session unlocked.
 */
class PageServlet extends MockSpringServlet {
    private final transient Thread test = Thread.currentThread();

    PageServlet(Routes routes, ApplicationContext context, Function0<UI> newPage) {
        super(routes, context, newPage);
    }

    @Override
    protected VaadinServletService createServletService(DeploymentConfiguration configuration) throws ServiceException {
        VaadinServletService service = new MockSpringServletService(this, configuration, ctx, uiFactory) {
            @Override
            public void ensureAccessQueuePurged(VaadinSession session) {
                if (Thread.currentThread() == test) {
                    super.ensureAccessQueuePurged(session);
                }
            }
        };
        service.init();
        routes.register(service.getContext());
        return service;
    }
}
