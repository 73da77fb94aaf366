package io.understudy.training.lists;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.data.TypedJdbcClient;
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

    private final TypedJdbcClient client;
    private final CurrentActor actor;
    private final Clock clock;

    RunViewService(TypedJdbcClient client, CurrentActor actor, Clock clock) {
        this.client = client;
        this.actor = actor;
        this.clock = clock;
    }

    public List<SavedRunView> all() {
        UUID me = actor.get().id();
        return client.sql("""
                        select id, owner_name, name, query, shared, owner = ? as mine from saved_run_view
                        where owner = ? or shared order by case when owner = ? then 0 else 1 end, name, owner_name""").params(me, me, me).query(SavedRunView.class).list();
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
        client.sql("delete from saved_run_view where owner = ? and name = ?")
                .params(me.id(), given)
                .update();
        long kept = client.sql("select count(*) from saved_run_view where owner = ?")
                .param(me.id())
                .query(Long.class)
                .single();
        if (kept >= MOST) {
            throw DomainException.RuleViolation.in(
                    "name", "You have " + MOST + " views already. Delete one that is not needed.");
        }
        client.sql("insert into saved_run_view (id, owner, owner_name, name, query, shared, saved_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(UUID.randomUUID(), me.id(), me.name(), given, query, shared, clock.instant())
                .update();
    }

    @Transactional
    public void delete(UUID id) {
        int deleted = client.sql("delete from saved_run_view where id = ? and owner = ?")
                .params(id, actor.get().id())
                .update();
        if (deleted == 0) {
            throw new DomainException.NotFound("This view is not yours, or it was already deleted.");
        }
    }
}
