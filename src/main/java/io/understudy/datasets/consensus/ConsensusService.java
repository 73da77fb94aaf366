package io.understudy.datasets.consensus;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetChanged;
import io.understudy.datasets.OpenVerdict;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.intake.WorkingSet;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.ReviewersOnly;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whether two people have to agree on what becomes of a dataset's pictures, and what one of them has said. */
@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class ConsensusService {
    private final OpenVerdictRepository repository;
    private final CharacterService characters;
    private final TeamService team;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;

    ConsensusService(
            OpenVerdictRepository repository,
            CharacterService characters,
            TeamService team,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.characters = characters;
        this.team = team;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
    }

    public boolean isAsked(CharacterId character) {
        return repository.isAsked(character);
    }

    public boolean mayChange() {
        return team.me().role().includes(Role.REVIEWER);
    }

    /** Whether the signed-in person said it. */
    public boolean isOwn(OpenVerdict said) {
        return said.account().equals(actor.get().id());
    }

    /** In the order in which they were said. */
    public List<OpenVerdict> open(CharacterId character) {
        return repository.of(character);
    }

    public List<OpenVerdict> open(PictureId picture) {
        return repository.of(picture);
    }

    /** From now on; what one person had said alone is forgotten when one is enough again. */
    @ReviewersOnly
    @Transactional
    public void ask(CharacterId character, boolean two) {
        if (two == repository.isAsked(character)) {
            return;
        }
        if (two) {
            repository.ask(character);
        } else {
            repository.stopAsking(character);
        }
        auditEvents.publish(
                two ? "two-people.asked" : "two-people.ended", WorkingSet.subject(characters.get(character)));
        events.publishEvent(new DatasetChanged(character));
    }
}
