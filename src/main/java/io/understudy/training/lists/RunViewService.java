package io.understudy.training.lists;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class RunViewService {
    private static final int NAME_LENGTH = 60;
    private static final int QUERY_LENGTH = 4000;
    private static final int MOST = 50;

    private final SavedRunViewRepository views;
    private final CurrentActor actor;
    private final Clock clock;

    RunViewService(SavedRunViewRepository views, CurrentActor actor, Clock clock) {
        this.views = views;
        this.actor = actor;
        this.clock = clock;
    }

    public List<SavedRunView> all() {
        return views.readableBy(actor.get().id());
    }

    /**
     * Saves a view; one's own view of the same name is replaced.
     *
     * @throws DomainException.RuleViolation in {@code name} when it is empty, too long, or one view too many
     */
    @Transactional
    public void save(String name, String query, boolean shared) {
        String given = name.strip();
        if (given.isEmpty() || given.length() > NAME_LENGTH) {
            throw DomainException.RuleViolation.in("name", "A view has a name of 1 to " + NAME_LENGTH + " characters.");
        }
        if (query.length() > QUERY_LENGTH) {
            throw DomainException.RuleViolation.in("name", "This filter is too long to be saved; remove a part of it.");
        }
        Actor me = actor.get();
        views.remove(me.id(), given);
        if (views.count(me.id()) >= MOST) {
            throw DomainException.RuleViolation.in(
                    "name", "You have " + MOST + " views already. Delete one that is not needed.");
        }
        views.add(given, query, shared, me, clock.instant());
    }

    @Transactional
    public void delete(UUID id) {
        if (!views.remove(id, actor.get().id())) {
            throw new DomainException.NotFound("This view is not yours, or it was already deleted.");
        }
    }
}
