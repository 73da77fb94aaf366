package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.UI;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.training.RunId;
import io.understudy.training.checkpoints.CheckpointFileService;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.creation.CheckpointVersionService;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
class CheckpointActions {
    private final CheckpointFileService files;
    private final CheckpointVersionService versions;

    CheckpointActions(CheckpointFileService files, CheckpointVersionService versions) {
        this.files = files;
        this.versions = versions;
    }

    Set<Integer> kept(RunId run) {
        return files.kept(run).keySet();
    }

    void makeVersion(RunId run, int step) {
        ErrorMessages.guard(() -> {
            VersionId version = versions.create(run, step);
            Notifications.done("The checkpoint of step " + step + " is a version now.");
            UI.getCurrent().navigate(VersionRoutes.of(version));
        });
    }
}
