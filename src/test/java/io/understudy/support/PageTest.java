package io.understudy.support;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;

import com.github.mvysny.fakeservlet.FakeRequest;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.Routes;
import com.github.mvysny.kaributesting.v10.mock.MockedUI;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinServletRequest;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import kotlin.jvm.functions.Function0;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.TypeFilter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.node.ObjectNode;

/** The real pages and services, and a browser that is not there: for tests of services whose pages answer, too. */
@StudioTest
public abstract class PageTest {
    // Karibu's own discovery sees public classes only, and our views are not.
    private static final Routes ROUTES =
            new Routes(found(Component.class, new AnnotationTypeFilter(Route.class)), errorViews(), true);

    @Autowired
    protected ApplicationContext context;

    @Autowired
    protected People people;

    @BeforeAll
    static void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @SuppressWarnings("unchecked")
    private static Set<Class<? extends HasErrorParameter<?>>> errorViews() {
        return (Set<Class<? extends HasErrorParameter<?>>>)
                (Set<?>) found(HasErrorParameter.class, new AssignableTypeFilter(HasErrorParameter.class));
    }

    private static <T> Set<Class<? extends T>> found(Class<T> type, TypeFilter filter) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(filter);
        return scanner.findCandidateComponents("io.understudy").stream()
                .<Class<? extends T>>map(bean -> ClassUtils.resolveClassName(
                                Objects.requireNonNull(bean.getBeanClassName()), PageTest.class.getClassLoader())
                        .asSubclass(type))
                .collect(Collectors.toSet());
    }

    @BeforeEach
    void openBrowser() {
        Function0<UI> newPage = MockedUI::new;
        MockVaadin.setup(newPage, new PageServlet(ROUTES, context, newPage));
    }

    @AfterEach
    void closeBrowser() {
        // What still waits in the page runs as it closes, in the name of the person who had it open.
        try {
            MockVaadin.tearDown();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** Signs in for services and for the navigation's access check. */
    protected SignedInPerson signIn(SignedInPerson person) {
        people.signIn(person);
        Authentication authentication = People.authentication(person);
        FakeRequest request = (FakeRequest) VaadinServletRequest.getCurrent().getRequest();
        request.setUserPrincipalInt(authentication);
        request.setUserInRole((principal, role) -> authentication.getAuthorities().stream()
                .anyMatch(authority -> ("ROLE_" + role).equals(authority.getAuthority())));
        return person;
    }

    /** Words of the primary buttons that the page shows, without those of open dialogs. */
    protected static List<String> primaryActions() {
        return _find(Button.class).stream()
                .filter(button -> button.hasThemeName(ButtonVariant.PRIMARY.getVariantName()))
                .filter(button -> button.findAncestor(Dialog.class) == null)
                .map(Button::getText)
                .toList();
    }

    /** What the browser tells of an element. */
    protected static void fire(Component component, String event, ObjectNode data) {
        component
                .getElement()
                .getNode()
                .getFeature(ElementListenerMap.class)
                .fireEvent(new DomEvent(component.getElement(), event, data));
    }
}
