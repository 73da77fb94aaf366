package io.understudy.support;

import com.github.mvysny.fakeservlet.FakeRequest;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.Routes;
import com.github.mvysny.kaributesting.v10.spring.MockSpringServlet;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinServletRequest;
import io.understudy.people.People;
import io.understudy.people.SignedInPerson;
import java.util.Locale;
import kotlin.jvm.functions.Function0;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Base of the view tests: the real views and services, a browser that is not there. */
@StudioTest
@Tag("view")
public abstract class ViewTest {
    private static Routes routes = new Routes();

    @Autowired
    protected ApplicationContext context;

    @Autowired
    protected People people;

    @BeforeAll
    static void discoverRoutes() {
        Locale.setDefault(Locale.ENGLISH);
        routes = new Routes().autoDiscoverViews("io.understudy");
    }

    @BeforeEach
    void openBrowser() {
        Function0<UI> newPage = UI::new;
        MockVaadin.setup(newPage, new MockSpringServlet(routes, context, newPage));
    }

    @AfterEach
    void closeBrowser() {
        SecurityContextHolder.clearContext();
        MockVaadin.tearDown();
    }

    /** Signs in for services and for the navigation's access check alike. */
    protected SignedInPerson signIn(SignedInPerson person) {
        people.signIn(person);
        Authentication authentication = People.authentication(person);
        FakeRequest request = (FakeRequest) VaadinServletRequest.getCurrent().getRequest();
        request.setUserPrincipalInt(authentication);
        request.setUserInRole((principal, role) -> authentication.getAuthorities().stream()
                .anyMatch(authority -> ("ROLE_" + role).equals(authority.getAuthority())));
        return person;
    }
}
