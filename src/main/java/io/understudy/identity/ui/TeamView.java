package io.understudy.identity.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.identity.AccountId;
import io.understudy.identity.Person;
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
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.GridHeight;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.OrderChoice;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.SearchField;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
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
    private final Grid<Person> people = new Grid<>();
    private final Div nobody = new Div();
    private final Grid<OpenInvitation> open = new Grid<>();
    private final Div waiting = new Panel("Open invitations", open);
    private final Grid<OpenPasswordLink> passwords = new Grid<>();
    private final Div resetting = new Panel("Open links for a new password", passwords);
    private transient List<Object> seen = List.of();

    /** A person, as far as others change them; a sign-in is no such change. */
    private record Seen(
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
        }
        List.of(people, open, passwords).forEach(grid -> grid.addClassName("wraps-when-narrow"));
        showPeople();
        showInvitations();
        showPasswordLinks();
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

    private void showPeople() {
        people.addColumn(Person::name).setHeader("Name").setWidth("9rem").setFlexGrow(2);
        people.addColumn(Person::email).setHeader("E-mail").setWidth("11rem").setFlexGrow(2);
        people.addComponentColumn(person -> new Span(person.role().label())).setHeader("Role");
        people.addComponentColumn(TeamView::state).setHeader("State");
        people.addComponentColumn(person ->
                        person.lastLoginAt() == null ? new Span("never") : new RelativeTime(person.lastLoginAt()))
                .setHeader("Last sign-in");
        if (admin) {
            AccountId me = team.me().id();
            people.addComponentColumn(person ->
                            new PersonActions(person, me, team, invitations, reauthentication, urls, this::refresh))
                    .setKey("actions")
                    .setHeader("Actions")
                    .setTextAlign(ColumnTextAlign.END);
        }
        people.setItemsPageable(
                page -> team.people(text(), order.getValue(), page).getContent());
    }

    private SearchText text() {
        return new SearchText(search.text());
    }

    private static Component state(Person person) {
        if (person.active() && person.passwordLinkBy() != null) {
            return new StateBadge("active, to be confirmed", BadgeTone.WARN, VaadinIcon.QUESTION_CIRCLE);
        }
        return person.active()
                ? new StateBadge("active", BadgeTone.GOOD, VaadinIcon.CHECK)
                : new StateBadge("deactivated", BadgeTone.NEUTRAL, VaadinIcon.BAN);
    }

    private void showInvitations() {
        open.addColumn(OpenInvitation::label).setHeader("For");
        open.addColumn(invitation -> invitation.role().label()).setHeader("Role");
        open.addColumn(OpenInvitation::madeBy).setHeader("Created by");
        open.addComponentColumn(invitation -> new RelativeTime(invitation.createdAt()))
                .setHeader("Created");
        open.addComponentColumn(invitation -> new RelativeTime(invitation.expiresAt()))
                .setHeader("Expires");
        open.addComponentColumn(invitation -> withdrawal(invitation.id(), "the invitation of " + invitation.label()))
                .setKey("withdraw")
                .setHeader("Actions")
                .setTextAlign(ColumnTextAlign.END);
    }

    private void showPasswordLinks() {
        passwords.addColumn(OpenPasswordLink::name).setHeader("For");
        passwords.addColumn(OpenPasswordLink::email).setHeader("E-mail");
        passwords.addColumn(OpenPasswordLink::madeBy).setHeader("Created by");
        passwords.addComponentColumn(link -> new RelativeTime(link.createdAt())).setHeader("Created");
        passwords.addComponentColumn(link -> new RelativeTime(link.expiresAt())).setHeader("Expires");
        passwords
                .addComponentColumn(link -> withdrawal(link.id(), "the link of " + link.name()))
                .setKey("withdraw")
                .setHeader("Actions")
                .setTextAlign(ColumnTextAlign.END);
    }

    private Button withdrawal(UUID link, String what) {
        Button withdraw = new Button(
                "Withdraw",
                event -> Confirmation.ofLoss(
                                "Withdraw " + what + "?",
                                "Nobody can use the link any longer. It cannot be restored, only replaced by a new"
                                        + " one.",
                                "Withdraw link",
                                () -> {
                                    ErrorMessages.guard(() -> invitations.withdraw(link));
                                    refresh();
                                })
                        .open());
        withdraw.setAriaLabel("Withdraw " + what);
        withdraw.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        return withdraw;
    }

    /** Rows have menus that may be open: what others do is offered. */
    private void follow() {
        if (!seen.equals(look())) {
            offer.offer("The team has changed");
        }
    }

    private List<Object> look() {
        List<Object> looks = new ArrayList<>();
        team.people(text(), order.getValue(), PageRequest.of(0, FOLLOWED)).stream()
                .map(person ->
                        new Seen(person.id(), person.name(), person.role(), person.active(), person.passwordLinkBy()))
                .forEach(looks::add);
        if (admin) {
            looks.addAll(invitations.open());
            looks.addAll(invitations.openForNewPasswords());
        }
        return looks;
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
        waiting.setVisible(false);
        resetting.setVisible(false);
        if (admin) {
            var links = invitations.open();
            open.setItems(links);
            GridHeight.fit(open, links.size());
            waiting.setVisible(!links.isEmpty());
            var resets = invitations.openForNewPasswords();
            passwords.setItems(resets);
            GridHeight.fit(passwords, resets.size());
            resetting.setVisible(!resets.isEmpty());
        }
    }
}
