package io.understudy.audit.ui;

import io.understudy.platform.search.CommandSource;
import io.understudy.platform.search.SearchCommand;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class AuditCommands implements CommandSource {
    @Override
    public List<SearchCommand> commands() {
        return List.of(new SearchCommand("Verify trail", "audit check hash chain", "audit"));
    }
}
