package io.understudy.versions;

import java.util.List;
import org.springframework.stereotype.Component;

/** Puts together what a decision rests on. */
@Component
class Dossiers {
    private final ChecklistTemplates templates;
    private final ChecklistTicks ticks;
    private final Participants participants;
    private final Manifest manifest;

    Dossiers(ChecklistTemplates templates, ChecklistTicks ticks, Participants participants, Manifest manifest) {
        this.templates = templates;
        this.ticks = ticks;
        this.participants = participants;
        this.manifest = manifest;
    }

    Dossier of(LoraVersion version) {
        List<ChecklistTick> allTicks = ticks.of(version.getId());
        return new Dossier(
                version,
                templates.items(version.templateId()),
                allTicks,
                participants.of(List.of(version.getId())),
                manifest.hash(version, allTicks));
    }
}
