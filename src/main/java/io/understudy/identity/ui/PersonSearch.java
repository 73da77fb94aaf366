package io.understudy.identity.ui;

import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.search.SearchCommand;
import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

@Component
class PersonSearch extends SearchSource {
    private final TeamService team;
    private final AuthenticationContext authentication;

    PersonSearch(TeamService team, AuthenticationContext authentication) {
        super("People", 10);
        this.team = team;
        this.authentication = authentication;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        return team.find(text).stream()
                .map(person -> new SearchHit(
                        person.name(),
                        person.email() + " · "
                                + (person.active() ? person.role().label() : "deactivated"),
                        TeamView.found(person.email())))
                .toList();
    }

    @Override
    public List<SearchCommand> commands() {
        Stream<SearchCommand> forAll = Stream.of(
                new SearchCommand("Edit profile", "password name keys account", "profile"),
                new SearchCommand("Manage access tokens", "api key", "tokens"));
        Stream<SearchCommand> forAdmins = authentication.hasRole(Role.ADMIN_ROLE)
                ? Stream.of(new SearchCommand("Invite person", "add user colleague team", TeamView.INVITE))
                : Stream.empty();
        return Stream.concat(forAdmins, forAll).toList();
    }
}
