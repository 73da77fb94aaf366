package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.identity.AccountId;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.OpenInvitation;
import io.understudy.identity.accounts.OpenPasswordLink;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.live.ActSignals;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.GridHeight;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.OrderChoice;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.SearchField;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;

@Route(TeamView.TEAM)
@PageTitle("Team · Understudy")
@Menu(title = "Team", order = 7, icon = "vaadin:users")
@RolesAllowed(Role.MEMBER_ROLE)
class TeamView extends Page implements BeforeEnterObserver {
    static final String TEAM = "team";

    private static final String INVITE_PARAMETER = "invite";
    /** With the dialog for an invitation. */
    static final String INVITE = TEAM + "?" + INVITE_PARAMETER;

    /** So many people are looked at for changes, the first of the list. */
    private static final int FOLLOWED = 100;
    /** The team, searched for a person. */
    static String found(String email) {
        return new Location(TEAM, QueryParameters.of(SearchField.PARAMETER, email)).getPathWithQueryParameters();
    }

    private final transient TeamService team;
    private final transient InvitationService invitations;
    private final transient Reauthentication reauthentication;
    private final transient PublicUrl urls;
    private final boolean admin;
    private final SearchField search = new SearchField("Name or e-mail", "Search people by name or e-mail");
    private final OrderChoice order = new OrderChoice("people", ListOrder.NAME, ListOrder.NEWEST, ListOrder.OLDEST);
    private final ChangeOffer offer = new ChangeOffer("team", this::refresh);
    private final PeopleGrid people = new PeopleGrid();
    private final Div nobody = new Div();
    private final OpenLinksPanel<OpenInvitation> waiting;
    private final OpenLinksPanel<OpenPasswordLink> resetting;
    private transient Seen seen = new Seen(List.of(), List.of(), List.of());

    /** What the page shows, as far as others change it. */
    private record Seen(
            List<SeenPerson> people, List<OpenInvitation> invitations, List<OpenPasswordLink> passwordLinks) {}

    /** Without the last sign-in, which is no such change. */
    private record SeenPerson(
            AccountId id,
            String name,
            Role role,
            boolean active,
            @Nullable UUID passwordLinkBy) {}

    TeamView(
            TeamService team,
            InvitationService invitations,
            Reauthentication reauthentication,
            PublicUrl urls,
            List<TeamSection> sections,
            AuthenticationContext authentication,
            ActSignals acts) {
        this.team = team;
        this.invitations = invitations;
        this.reauthentication = reauthentication;
        this.urls = urls;
        this.admin = authentication.hasRole(Role.ADMIN_ROLE);
        PageHeader header = new PageHeader("Team")
                .subtitle("Everyone on the team sees everything; the role says what a person may do.");
        if (admin) {
            header.primary(new Button("Invite person", event -> invite()));
            AccountId me = team.me().id();
            people.addActions(
                    person -> new PersonActions(person, me, team, invitations, reauthentication, urls, this::refresh));
        }
        people.setItemsPageable(
                page -> team.people(text(), order.getValue(), page).getContent());
        waiting = OpenLinksPanel.invitations(invitations, this::refresh);
        resetting = OpenLinksPanel.passwords(invitations, this::refresh);
        add(header);
        sections.forEach(section -> add(section.ofTeam(this::refresh)));
        add(Styled.div("list-tools", search, order), offer, nobody, people, waiting, resetting);
        LiveUpdate.refresh(this, acts.of("person"), this::follow);
        LiveUpdate.refresh(this, acts.of("invitation"), this::follow);
        order.inAddress(search, this::refresh);
        refresh();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        search.show(parameters);
        order.show(parameters);
        if (admin && parameters.getParameters().containsKey(INVITE_PARAMETER)) {
            invite();
        }
    }

    private void invite() {
        new InviteDialog(invitations, reauthentication, urls, Role.MEMBER, this::refresh).open();
    }

    private SearchText text() {
        return new SearchText(search.text());
    }

    /** Rows have menus that may be open: what others do is offered. */
    private void follow() {
        if (!seen.equals(look())) {
            offer.offer("The team has changed");
        }
    }

    private Seen look() {
        List<SeenPerson> first = team.people(text(), order.getValue(), PageRequest.of(0, FOLLOWED)).stream()
                .map(person -> new SeenPerson(
                        person.id(), person.name(), person.role(), person.active(), person.passwordLinkBy()))
                .toList();
        return admin
                ? new Seen(first, invitations.open(), invitations.openForNewPasswords())
                : new Seen(first, List.of(), List.of());
    }

    private void refresh() {
        offer.withdraw();
        seen = look();
        long found = team.people(text(), PageRequest.of(0, 1)).getTotalElements();
        GridHeight.fit(people, found);
        people.setVisible(found > 0);
        nobody.setVisible(found == 0);
        nobody.removeAll();
        if (found == 0) {
            nobody.add(search.nothingFound("people", "names and e-mail addresses", () -> order.keep(search)));
        }
        people.getDataProvider().refreshAll();
        waiting.show(seen.invitations());
        resetting.show(seen.passwordLinks());
    }
}
