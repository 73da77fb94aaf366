package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.characters.CharacterId;
import io.understudy.identity.Person;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.accounts.TeamService;
import io.understudy.identity.ui.InviteDialog;
import io.understudy.identity.ui.TeamSection;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.training.RunDetails;
import io.understudy.training.ui.LaunchNote;
import io.understudy.training.ui.RunWarning;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.review.MissingReviewerService;
import io.understudy.versions.review.MissingReviewers;
import io.understudy.versions.review.MissingReviewers.Wanted;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Informs the pages of runs, versions and the team, while they are looked at, whom a release still needs. */
@org.springframework.stereotype.Component
public class MissingReviewersNotes implements LaunchNote, RunWarning, TeamSection {
    private static final int NAMED = 3;

    private final MissingReviewerService missing;
    private final InvitationService invitations;
    private final Reauthentication passwords;
    private final PublicUrl urls;
    private final TeamService team;
    private final VersionSignals signals;

    MissingReviewersNotes(
            MissingReviewerService missing,
            InvitationService invitations,
            Reauthentication passwords,
            PublicUrl urls,
            TeamService team,
            VersionSignals signals) {
        this.missing = missing;
        this.invitations = invitations;
        this.passwords = passwords;
        this.urls = urls;
        this.team = team;
        this.signals = signals;
    }

    @Override
    public Component ofTeam(Runnable invited) {
        return live(invited, note -> note.show(missing.stuck()));
    }

    @Override
    public Component of(RunDetails run) {
        return live(() -> {}, note -> note.show(missing.of(run), ""));
    }

    @Override
    public Component of(CharacterId character, String backend) {
        return live(
                () -> {},
                note -> note.show(missing.ofNextRun(character, backend), "Launching a run counts as taking part."));
    }

    Component of(VersionId version) {
        return live(() -> {}, note -> note.show(missing.of(version), ""));
    }

    private Component live(Runnable invited, Consumer<MissingReviewersNote> show) {
        MissingReviewersNote note = new MissingReviewersNote(people -> help(people, invited));
        LiveUpdate.refresh(note, signals.changes(), () -> show.accept(note));
        show.accept(note);
        return note;
    }

    private List<Component> help(MissingReviewers people, Runnable invited) {
        List<Role> roles = people.wanted().stream().map(Wanted::role).toList();
        if (team.me().role() == Role.ADMIN) {
            return roles.stream().<Component>map(role -> invite(role, invited)).toList();
        }
        String admins = team.active().stream()
                .filter(person -> person.role() == Role.ADMIN)
                .limit(NAMED)
                .map(Person::name)
                .collect(Collectors.joining(" or "));
        return List.of(new Span("Ask %s to invite %s.".formatted(admins, roles.size() == 1 ? "one" : "them")));
    }

    private Button invite(Role role, Runnable invited) {
        return new Button(
                role == Role.ADMIN ? "Invite an admin" : "Invite a reviewer",
                VaadinIcon.PLUS.create(),
                event -> new InviteDialog(invitations, passwords, urls, role, invited).open());
    }
}
