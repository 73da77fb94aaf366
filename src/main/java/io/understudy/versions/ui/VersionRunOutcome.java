package io.understudy.versions.ui;

import io.understudy.training.RunId;
import io.understudy.training.ui.RunOutcome;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class VersionRunOutcome implements RunOutcome {
    private final VersionService versions;

    VersionRunOutcome(VersionService versions) {
        this.versions = versions;
    }

    @Override
    public Optional<Result> of(RunId run) {
        return versions.ofRun(run)
                .map(version -> new Result("Open v" + version.number(), VersionRoutes.of(version.id())));
    }
}
