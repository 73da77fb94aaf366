package io.understudy.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterProgress;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSignals;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.Role;
import io.understudy.identity.ui.FirstInvitations;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.HomeSection;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.ui.MissingReviewersNotes;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

@Route("")
@PageTitle("Home · Understudy")
@Menu(title = "Home", order = 1, icon = "vaadin:home-o")
@RolesAllowed(Role.MEMBER_ROLE)
class HomeView extends Page implements BeforeEnterObserver {
    private static final String SAMPLE = "sample";

    private final transient SampleLoader sample;
    private final transient MissingReviewersNotes people;
    private final transient FirstInvitations first;
    private final transient List<HomeSection> sections;
    private final Div content = Styled.div("home-content");
    private final HomeGallery gallery;
    private boolean inviting;

    HomeView(
            CharacterService characters,
            CharacterSignals changes,
            CharacterProgress standing,
            SampleLoader sample,
            MissingReviewersNotes people,
            FirstInvitations first,
            List<HomeSection> sections) {
        this.gallery = new HomeGallery(characters, changes, standing);
        this.sample = sample;
        this.people = people;
        this.first = first;
        this.sections = sections;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (event.getLocation().getQueryParameters().getParameters().containsKey(SAMPLE)) {
            sample.start();
            // Loading the page again does not load the sample again.
            event.getUI().getPage().executeJs("history.replaceState(history.state, '', document.baseURI)");
        }
        removeAll();
        // The panel is not shown again with the rest: someone may be typing in it when the sample is loaded.
        Component invitations = first.panel();
        inviting = invitations.isVisible();
        add(
                new PageHeader("Home").subtitle("What needs you, what is running, and your characters"),
                invitations,
                content);
        show();
    }

    private void show() {
        content.removeAll();
        var loading = sample.inProgress();
        List<CharacterSummary> recent = gallery.recent();
        // Below the note nothing moves under the pointer; where it is the only thing, there is more to show.
        loading.ifPresent(future -> content.add(new SampleLoading(future, recent.isEmpty() ? this::show : () -> {})));
        if (recent.isEmpty() && loading.isPresent()) {
            return;
        }
        if (recent.isEmpty()) {
            Button create = new Button("New character", event -> Navigation.open("characters?new"));
            create.setThemeName(ButtonVariant.PRIMARY.getVariantName(), !inviting);
            content.add(
                    gallery.newcomers(List.of(), this::show),
                    new EmptyState(
                            VaadinIcon.MALE,
                            "No characters yet",
                            "A character is who a LoRA learns: photos, a trigger word, and everything trained from"
                                    + " them.",
                            create));
            return;
        }
        Div columns = Styled.div("home-columns");
        sections.forEach(section -> columns.add(section.panels()));
        gallery.show(recent);
        content.add(people.ofTeam(() -> {}), columns, gallery);
    }
}
