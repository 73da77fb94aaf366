package io.understudy.versions.registry;

import io.understudy.characters.CharacterId;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.training.ApprovedRunLookup;
import io.understudy.training.RunId;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
class ApprovedRunQueries implements ApprovedRunLookup {
    private final TypedJdbcClient client;

    ApprovedRunQueries(TypedJdbcClient client) {
        this.client = client;
    }

    @Override
    public Set<RunId> of(CharacterId character) {
        return client.sql("""
                        select run_id from lora_version
                        where character_id = ? and state in ('APPROVED', 'SUPERSEDED') and run_id is not null""").param(character).query(RunId.class).list().stream()
                .collect(Collectors.toSet());
    }
}
